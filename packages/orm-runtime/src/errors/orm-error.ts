/** What every error of the runtime has. */
export abstract class OrmError extends Error {
  /** Stable across versions, for programs: `integrity-error`, `pool-timeout`, … */
  abstract readonly code: string
  /** How to go on, where the message does not say it already. */
  readonly hint: string | undefined

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(options.hint === undefined ? message : `${message}\n  hint: ${options.hint}`, options)
    this.hint = options.hint
  }

  /** Where the error is explained. */
  get url(): string {
    return `https://github.com/async-orm/async-orm/blob/main/docs/errors.md#${this.code}`
  }
}

export interface OrmErrorOptions {
  readonly hint?: string
  /** What led to it. */
  readonly cause?: unknown
}
