import type { MessagePort } from 'node:worker_threads'
import type { Outcome, Row, Statement } from '../connections.ts'
import type { PackedError } from '../packed-error.ts'

/** What the waiting thread asks; one request at a time. */
export type Request =
  | { readonly ask: 'execute'; readonly statement: Statement }
  | {
      readonly ask: 'stream'
      readonly statement: Statement
      readonly id: number
      readonly chunkSize: number
      /** `own` where no transaction is open, whose changes another session would not see. */
      readonly session: 'shared' | 'own'
    }
  | { readonly ask: 'next'; readonly id: number }
  | { readonly ask: 'drop'; readonly id: number }
  | { readonly ask: 'close' }

/** What the worker answers, one for each request and one when its session is open. */
export type Reply =
  | { readonly answer: 'opened' | 'done' }
  | { readonly answer: 'outcome'; readonly outcome: Outcome }
  | { readonly answer: 'chunk'; readonly rows: readonly Row[] }
  | { readonly answer: 'failure'; readonly error: PackedError }
  /** The thread ends, because of an error that nobody caught. */
  | { readonly answer: 'died'; readonly reason: string }

/** What the worker is started with. */
export interface BlockingWorkerData {
  /** The address of the module that exports `openSession`. */
  readonly module: string
  readonly options: unknown
  readonly name: string
  readonly parametersShown: boolean
  readonly port: MessagePort
  readonly signal: Int32Array
}

/** Places of the signal that both threads see: the number of answers so far, and 1 once the worker has ended. */
export const ANSWERS = 0
export const ENDED = 1
