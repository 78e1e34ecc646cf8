import type { Parameter, ResultColumn, Row } from '../connections.ts'
import type { SqliteFile } from './connection.ts'
import type { SqliteFailure } from './sqlite-error.ts'

/**
 * What the main thread sends to a worker, several in one message. The commonest is a tuple, and SQL crosses once, which
 * makes a message a third cheaper.
 */
export type Request =
  | readonly [id: number, connection: number, statement: number, parameters: readonly Parameter[]]
  /** What the number of a statement means from now on. */
  | { readonly ask: 'know'; readonly statement: number; readonly sql: string }
  | { readonly ask: 'forget all' }
  | ({ readonly ask: 'execute'; readonly describe?: true } & Sent)
  | ({ readonly ask: 'stream'; readonly chunkSize: number } & Sent)
  /** Asks for the next chunk of an answer. */
  | { readonly ask: 'next'; readonly id: number }
  /** Frees the rest of an answer; it is not answered. */
  | { readonly ask: 'drop'; readonly id: number }
  /** Makes a connection as if new; those beyond the first are closed or kept for another. */
  | { readonly ask: 'release'; readonly id: number; readonly connection: number }
  | { readonly ask: 'close' }

/** A statement for one of the thread's connections, which is opened when it is first used. */
interface Sent {
  readonly id: number
  readonly connection: number
  readonly sql: string
  readonly parameters: readonly Parameter[]
}

/** What a worker answers; several in one message. */
export type Reply =
  /** The answer, or the last chunk of it. */
  | readonly [id: number, rows: readonly Row[], changes: number, columns?: readonly ResultColumn[]]
  /** A chunk that others follow. */
  | {
      readonly id: number
      readonly rows: readonly Row[]
      readonly changes: number
      readonly columns?: readonly ResultColumn[]
    }
  | { readonly id: number; readonly failure: SqliteFailure }

/** What a worker is started with. */
export interface ThreadOptions extends SqliteFile {
  readonly effect: 'read' | 'write'
}
