import { PlanCache } from '../compile/plan.ts'
import type { Connections, Dialect } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Schema } from '../models/schema.ts'
import { OpenCalls } from './open-calls.ts'
import { Lock } from '../transactions/lock.ts'

/** Everything that belongs to one `connect()`. */
export interface Database {
  readonly dialect: Dialect
  readonly schema: Schema
  readonly plans: PlanCache
  readonly connections: Connections
  /** Who may write: one transaction, or any number of single statements, which the writer runs in their order. */
  readonly writing: Lock
  readonly calls: OpenCalls
  readonly onQuery: ((query: QueryEvent) => void) | undefined
}

/** One statement that was executed, for the query log. */
export interface QueryEvent {
  readonly sql: string
  readonly parameters: readonly (string | number | null)[]
  /** From sending the statement to its answer. */
  readonly milliseconds: number
  /** `main` for blocking queries; `writer`, `reader 1`, … for the workers. */
  readonly connection: string
  /** True where the query was the first of its shape and its SQL was compiled for it. */
  readonly compiled: boolean
}

let current: Database | undefined

/** @throws UsageError before `connect()` and after `close()`. */
export function connectedDatabase(): Database {
  if (current) return current
  throw new UsageError("No database is connected. First: await connect({ default: sqlite('app.db'), models: […] }).")
}

export function isConnected(): boolean {
  return current !== undefined
}

/** Makes a database the one that queries use; undefined for none. */
export function useDatabase(database: Database | undefined): void {
  current = database
}

/** A database from the parts that `connect()` was given or has made. */
export function makeDatabase(parts: Pick<Database, 'dialect' | 'schema' | 'connections' | 'onQuery'>): Database {
  const { dialect } = parts
  return { ...parts, plans: new PlanCache(dialect), writing: new Lock(dialect.timeout), calls: new OpenCalls() }
}
