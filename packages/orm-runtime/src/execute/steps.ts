import type { Statement } from '../compile/plan.ts'
import type { Outcome } from '../dialects/dialect.ts'

/**
 * An operation, written once: it yields the statements it needs and is given their outcomes. `runSync` and `runAsync`
 * are the two executors.
 */
export type Steps<T> = Generator<Statement, T, Outcome>

/** What an error message says of a call. */
export interface Call {
  /** The query or the instance that it was made on. */
  readonly subject: object
  readonly operation: string
  /** The asynchronous method that a blocking call could be. */
  readonly twin: string
  /** True where the operation is a property that is read, not a method. */
  readonly property?: true
}

/** An asynchronous call, for messages. */
export type AsyncCall = Omit<Call, 'twin'>
