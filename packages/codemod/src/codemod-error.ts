/** A failure that a person can act on: printed as it is, without a stack. */
export class CodemodError extends Error {
  override readonly name = 'CodemodError'
  readonly exitCode: FailureCode

  constructor(exitCode: FailureCode, message: string) {
    super(message)
    this.exitCode = exitCode
  }
}

export const EXIT_CODES = { done: 0, changesNeeded: 1, usage: 2, refused: 3, inputOutput: 4, internal: 70 } as const

/** What each exit code tells, for `--help` and the docs. */
export const EXIT_CODE_MEANINGS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  done: 'done',
  changesNeeded: '`--check`: something would change; `--strict`: boundaries are left',
  usage: 'wrong arguments',
  refused: 'refused: something does not parse or is configured wrongly, or work could be lost',
  inputOutput: 'a file could not be read or written; nothing was changed',
  internal: 'an error of the tool itself; nothing was changed',
}

type FailureCode = (typeof EXIT_CODES)['usage' | 'refused' | 'inputOutput']
