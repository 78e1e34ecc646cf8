import type { OperationNode, QueryCompiler } from 'kysely'
import type { LookupName } from '../compile/lookup-path.ts'
import type { Slot } from '../compile/slot.ts'
import type { Bindable } from '../models/column-values.ts'
import type { ModelDefinition } from '../models/model-definition.ts'

/** What a database needs to be one: a folder of `dialects/` makes this. */
export interface Dialect {
  readonly name: string
  readonly compiler: () => QueryCompiler
  readonly lookups: Lookups
  /** The statements that make a model's table and indexes where they do not exist. */
  readonly createTable: (definition: ModelDefinition, primaryKeyOf: (model: string) => ModelDefinition) => string[]
  /** The statement that opens a transaction that may write. */
  readonly begin: string
  /** Milliseconds that a statement waits for a lock, and a block for its turn. */
  readonly timeout: number
  readonly open: () => Promise<Connections>
}

/** The condition that each lookup is, for a column and the slot of its value. */
export type Lookups = Readonly<
  Record<Exclude<LookupName, 'isNull'>, (column: OperationNode, slot: Slot) => OperationNode>
>

export interface Connections {
  /** False where only the main thread can see the data. */
  readonly shared: boolean
  /** Blocks. */
  readonly main: MainConnection
  /** The one connection that writes without blocking. @throws UsageError where the database can't be shared. */
  readonly writer: () => AsyncConnection
  /** The reading connection with the least to do. */
  readonly reader: () => AsyncConnection
  readonly close: () => Promise<void>
}

export interface MainConnection {
  readonly name: string
  readonly execute: (sql: string, parameters: readonly Bindable[]) => Outcome
}

export interface AsyncConnection {
  readonly name: string
  /** Runs a statement behind those sent before it; rows come in chunks, as they are pulled. */
  readonly send: (sql: string, parameters: readonly Bindable[]) => Promise<FirstChunk>
}

export interface Outcome {
  readonly rows: readonly Row[]
  /** Rows that the statement inserted, changed or deleted. */
  readonly changes: number
}

export type Row = readonly Cell[]

/** A value as the database gives it. */
export type Cell = string | number | null

export interface FirstChunk extends Outcome {
  /** The rest of the rows; absent where there is none. */
  readonly rest?: RestOfRows
}

export interface RestOfRows {
  /** The next chunk, empty after the last. */
  readonly next: () => Promise<readonly Row[]>
  /** Frees rows that nobody will pull. */
  readonly drop: () => void
}
