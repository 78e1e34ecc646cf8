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
  /**
   * The range that the edit stands around, where it opens or closes something (parentheses, `await`). Edits at one offset
   * are put in order by it: an outer range opens first and closes last.
   */
  readonly around?: readonly [start: number, end: number]
  /** True where several rewrites may ask for the same edit, such as an import: it is made once. */
  readonly once?: true
  /** Where the insertion is a changed copy of some of the file's text: what that was, and where in the insertion it begins. */
  readonly copy?: TextCopy
}

export interface TextCopy {
  readonly from: number
  readonly to: number
  /** Offset in the insertion. */
  readonly begins: number
  readonly edits: readonly Edit[]
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

/** Edits that put something before and behind a range. */
export function surrounding(
  { fileName }: { readonly fileName: string },
  range: readonly [start: number, end: number],
  open: string,
  close: string,
): Edit[] {
  const [start, end] = range
  const opening = { fileName, at: start, remove: 0, insert: open, around: range }
  return close === '' ? [opening] : [opening, { fileName, at: end, remove: 0, insert: close, around: range }]
}

export function replacement(
  { fileName }: { readonly fileName: string },
  [start, end]: readonly [start: number, end: number],
  insert: string,
): Edit {
  return { fileName, at: start, remove: end - start, insert }
}
