import type { Outcome, Statement } from '../dialects/connections.ts'
import type { Database } from './database.ts'

/**
 * An operation, written once: it yields what it needs and is given the outcome. `runSync` and `runAsync` are the two
 * executors.
 */
export type Steps<T> = Generator<Step, T, unknown>

export type Step =
  | { readonly kind: 'statement'; readonly database: Database; readonly statement: Statement }
  /** Steps that are done whole or not at all: a savepoint in a transaction, a transaction of their own outside. */
  | { readonly kind: 'atomic'; readonly database: Database; readonly steps: () => Steps<unknown> }
  /** Work of the program's, such as a signal's receivers; the executor calls the half that it can. */
  | { readonly kind: 'call'; readonly blocking: () => unknown; readonly asynchronous: () => unknown }

/** Sends a statement. */
export function* send(database: Database, statement: Statement): Steps<Outcome> {
  // Both executors answer a statement with its outcome.
  return (yield { kind: 'statement', database, statement }) as Outcome
}

/** Does steps whole or not at all. */
export function* atomically<T>(database: Database, steps: () => Steps<T>): Steps<T> {
  // Both executors answer with what the steps return.
  return (yield { kind: 'atomic', database, steps }) as T
}

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

/** What every asynchronous terminal takes. */
export interface CallOptions {
  /** Aborts the call: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}
