import { PlanCache } from '../compile/plan.ts'
import type { Connections, Outcome, Parameter, Statement } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ModelDefinition } from '../models/model-definition.ts'
import type { Schema } from '../models/schema.ts'
import { OpenCalls } from './open-calls.ts'

/** One database of `connect()`. */
export interface Database {
  /** `default`, or its name in `databases`. */
  readonly alias: string
  readonly dialect: Dialect
  readonly plans: PlanCache
  readonly connections: Connections
  /** Databases that hold copies and take the reads outside of transactions. */
  readonly replicas: readonly Connections[]
}

/** What one `connect()` made. */
export interface Connected {
  readonly schema: Schema
  readonly databases: ReadonlyMap<string, Database>
  readonly router: Router
  readonly calls: OpenCalls
  readonly listeners: readonly ((query: QueryEvent) => void)[]
}

/** Chooses the database of a query by name; undefined leaves it to the model's own, or `default`. */
export interface Router {
  readonly read?: (model: string) => string | undefined
  readonly write?: (model: string) => string | undefined
}

/** One statement that was executed, for the query log and for tracing. */
export interface QueryEvent {
  readonly sql: string
  readonly parameters: readonly Parameter[]
  /** The method of the program: `User.objects.aget()`; the SQL's first word for what belongs to none. */
  readonly operation: string
  readonly effect: Statement['effect']
  readonly database: string
  /** `performance.now()` when the statement was handed to a connection. */
  readonly startedAt: number
  /** From then to its answer, waiting for a connection included. */
  readonly milliseconds: number
  /** `main` for blocking queries of SQLite; `writer`, `reader 1`, `pool 2`, … */
  readonly connection: string
  /** True where the query was the first of its shape and its SQL was compiled for it. */
  readonly compiled: boolean
  /** How many rows it answered, or changed. */
  readonly rows: number
  readonly error?: unknown
}

let current: Connected | undefined

/** @throws UsageError before `connect()` and after `close()`. */
export function connected(): Connected {
  if (current) return current
  throw new UsageError("No database is connected. First: await connect({ default: sqlite('app.db'), models: […] }).")
}

export function isConnected(): boolean {
  return current !== undefined
}

/** Makes what `connect()` made the one that queries use; undefined for none. */
export function useConnected(next: Connected | undefined): void {
  current = next
}

/** A database from the parts that `connect()` was given or has made. */
export function makeDatabase(parts: Omit<Database, 'plans'>): Database {
  return { ...parts, plans: new PlanCache(parts.dialect) }
}

/** @throws UsageError that lists the names of those that are connected. */
export function databaseNamed(alias: string): Database {
  const { databases } = connected()
  const found = databases.get(alias)
  if (found) return found
  throw new UsageError(`No database '${alias}' is connected. Connected: ${[...databases.keys()].join(', ')}.`)
}

/** The database of a query on a model: the one named by `using`, by the router, by the model, or `default`. */
export function databaseFor(
  definition: ModelDefinition,
  using: string | undefined,
  effect: Statement['effect'],
): Database {
  const { router, databases } = connected()
  if (using === undefined && databases.size === 1) return databaseNamed('default')
  const routed = using ?? router[effect]?.(definition.name) ?? definition.options.database ?? 'default'
  return databaseNamed(routed)
}

/** Tells the query log. Without listeners it costs a look. */
export function logQuery(
  database: Database,
  statement: Statement,
  operation: () => string,
  startedAt: number,
  ended: { readonly outcome: Outcome } | { readonly error: unknown },
): void {
  const { listeners } = connected()
  if (listeners.length === 0) return
  const outcome = 'outcome' in ended ? ended.outcome : undefined
  const event: QueryEvent = {
    sql: statement.sql,
    parameters: statement.parameters,
    operation: operation(),
    effect: statement.effect,
    database: database.alias,
    startedAt,
    milliseconds: performance.now() - startedAt,
    connection: outcome?.connection ?? '',
    compiled: statement.compiled,
    rows: outcome ? outcome.rows.length || outcome.changes : 0,
    ...('error' in ended && { error: ended.error }),
  }
  for (const listener of listeners) listener(event)
}
