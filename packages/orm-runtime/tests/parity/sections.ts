import type { Section } from './behaviour.ts'

/** In the order of the page. One file in `rows/` for each. */
export const sections: readonly Section[] = []
