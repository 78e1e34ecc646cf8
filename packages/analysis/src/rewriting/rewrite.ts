/**
 * A change to the text of one file. Edits only insert, or remove what an insertion beside them replaces: text that
 * stays is never written again, so edits of inner expressions compose with edits around them.
 */
export interface Edit {
  readonly fileName: string
  /** Offset in the original text, in UTF-16 code units. */
  readonly at: number
  /** Length of the original text that goes. */
  readonly remove: number
  readonly insert: string
}

/** `safe` is a refinement in the sense of semantics.md A; `unsafe` may change results; `display-only` is never applied. */
export type Applicability = 'safe' | 'unsafe' | 'display-only'

/** One change of behaviour or form, applied whole or not at all; an immutable value. */
export interface Rewrite {
  readonly title: string
  readonly applicability: Applicability
  readonly edits: readonly Edit[]
  /** What must hold for it to be safe, in words; `--explain` prints them. */
  readonly assumptions: readonly string[]
}

export function insertion({ fileName }: { readonly fileName: string }, at: number, insert: string): Edit {
  return { fileName, at, remove: 0, insert }
}
