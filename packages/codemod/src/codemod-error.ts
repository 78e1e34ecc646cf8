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

type FailureCode = (typeof EXIT_CODES)['usage' | 'refused' | 'inputOutput']
