import { UsageError } from './usage-error.ts'

/** Values that a model's fields or validators refuse, by field. */
export class ValidationError extends UsageError {
  override readonly name = 'ValidationError'
  override readonly code = 'validation-error'
  /** The messages of each field; those of the whole row under `*`. */
  readonly errors: Readonly<Record<string, readonly string[]>>

  constructor(model: string, errors: Readonly<Record<string, readonly string[]>>) {
    const lines = Object.entries(errors).map(([field, messages]) => `\n  ${field}: ${messages.join(' ')}`)
    super(`${model} has values that are not valid:${lines.join('')}`)
    this.errors = errors
  }
}
