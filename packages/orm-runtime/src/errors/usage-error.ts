/** The program asks for something that does not exist or cannot be: a wrong name, value, or order of calls. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
