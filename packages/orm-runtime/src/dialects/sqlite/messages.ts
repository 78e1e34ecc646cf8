import type { Bindable } from '../../models/column-values.ts'
import type { Row } from '../dialect.ts'
import type { SqliteFile } from './connection.ts'

/** What the main thread sends to a worker; several in one message. */
export type Request =
  | { readonly id: number; readonly sql: string; readonly parameters: readonly Bindable[] }
  /** Asks for the next chunk of an answer. */
  | { readonly id: number; readonly ask: 'next' | 'drop' }

/** What a worker answers; several in one message. */
export type Reply =
  | { readonly id: number; readonly rows: readonly Row[]; readonly changes: number; readonly more: boolean }
  | { readonly id: number; readonly failure: DriverFailure }

/** An error of the driver: its class does not survive the way between threads. */
export interface DriverFailure {
  readonly message: string
  /** Absent where the driver refused a value, before SQLite saw it. */
  readonly code: string | undefined
}

/** What a worker is started with. */
export interface WorkerOptions extends SqliteFile {
  readonly writes: boolean
}
