import type { Section } from './behaviour.ts'
import { jsonLookups } from './rows/json-lookups.ts'
import { momentLookups } from './rows/moment-lookups.ts'
import { relatedLookups } from './rows/related-lookups.ts'
import { textLookups } from './rows/text-lookups.ts'
import { valueLookups } from './rows/value-lookups.ts'

/** In the order of the page. One file in `rows/` for each. */
export const sections: readonly Section[] = [textLookups, valueLookups, momentLookups, jsonLookups, relatedLookups]
