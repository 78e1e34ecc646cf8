import { PlanCache } from '../compile/plan.ts'
import type { Connections, Statement } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ModelDefinition } from '../models/model-definition.ts'
import type { Schema } from '../models/schema.ts'
import type { OpenCalls } from './open-calls.ts'
import type { Replicas } from './replicas.ts'

/** One database of `connect()`. */
export interface Database {
  /** `default`, or its name in `databases`. */
  readonly alias: string
  readonly dialect: Dialect
  readonly plans: PlanCache
  readonly connections: Connections
  /** Databases that hold copies and take the reads outside of transactions. */
  readonly replicas: Replicas | undefined
}

/** What one `connect()` made. */
export interface Connected {
  readonly schema: Schema
  readonly databases: ReadonlyMap<string, Database>
  readonly router: Router
  readonly calls: OpenCalls
  /** False where `aget` calls of one tick go one by one. */
  readonly batching: boolean
}

/** Chooses the database of a query by name; undefined leaves it to the model's own, or `default`. */
export interface Router {
  readonly read?: (model: string) => string | undefined
  readonly write?: (model: string) => string | undefined
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
