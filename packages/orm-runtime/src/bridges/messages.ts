import type { SentError } from './sent-error.ts'

/** A function of a module, as threads name it. */
export interface FunctionName {
  /** The module's address: `file:///app/report.js`. */
  readonly module: string
  /** An export, or a static method of an exported class: `makeReport`, `Reports.daily`. */
  readonly name: string
}

/** One call, as it is sent to another thread. */
export interface FunctionCall extends FunctionName {
  readonly parameters: readonly unknown[]
  /** What {@link carryContext} has read where the call was made, by name. */
  readonly context: Readonly<Record<string, unknown>>
}

/** How a call ended. */
export type CallOutcome = { readonly result: unknown } | { readonly failure: SentError }

/** What a thread that waits sends to the worker that runs its asynchronous functions. */
export type ToAsyncWorker =
  | { readonly is: 'call'; readonly id: number; readonly call: FunctionCall }
  | { readonly is: 'outcome'; readonly id: number; readonly outcome: CallOutcome }

/** What that worker sends back. */
export type FromAsyncWorker =
  | { readonly is: 'outcome'; readonly id: number; readonly outcome: CallOutcome }
  /** A thread-sensitive function, for the thread that waits to run. */
  | { readonly is: 'call'; readonly id: number; readonly call: FunctionCall }
  | { readonly is: 'stopping'; readonly reason: string }
