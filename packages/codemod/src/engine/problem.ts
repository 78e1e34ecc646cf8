/** Something in the output that was not in the original: reason to drop the unit that caused it. */
export interface Problem {
  /** Which gate found it. */
  readonly gate: 'parse' | 'promises' | 'diagnostics'
  readonly fileName: string
  /** Offsets in the original text. */
  readonly start: number
  readonly end: number
  readonly message: string
}
