import type { Dialect } from './dialects/dialect.ts'
import { showParameters } from './errors/database-error.ts'
import { UsageError } from './errors/usage-error.ts'
import { currentContext } from './execute/context.ts'
import {
  connected,
  isConnected,
  makeDatabase,
  useConnected,
  type Database,
  type QueryEvent,
  type Router,
} from './execute/database.ts'
import { OpenCalls } from './execute/open-calls.ts'
import type { AnyModel } from './models/model-definition.ts'
import { readSchema, useSchema } from './models/schema.ts'
import { modelBetween } from './querysets/model-between.ts'

export interface ConnectOptions {
  /** The database of all queries that name no other: `sqlite('app.db')`. */
  readonly default: Dialect
  /** Further databases, for `using('…')`, for a model's `database` option and for the router. */
  readonly databases?: Readonly<Record<string, Dialect>>
  /** Copies of a database, by its name, which take the reads outside of transactions. */
  readonly replicas?: Readonly<Record<string, readonly Dialect[]>>
  /** Chooses the database of a query. */
  readonly router?: Router
  /** All models, each one that a relation names among them. */
  readonly models: readonly AnyModel[]
  /** The query log: called after each statement. */
  readonly onQuery?: (query: QueryEvent) => void
  /** Shows the values of parameters in the messages of database errors. They may be personal data. */
  readonly showParameters?: boolean
}

/**
 * Opens the databases for all queries of the process and checks that the models fit together.
 * @throws UsageError where a relation leads nowhere, a file is no database, or a driver is not installed.
 */
export async function connect(options: ConnectOptions): Promise<void> {
  if (isConnected()) throw new UsageError('A database is connected already. First: await close().')
  const schema = readSchema(options.models, modelBetween)
  const databases = await openAll(options)
  useSchema(schema)
  showParameters(options.showParameters ?? false)
  const listeners = options.onQuery ? [options.onQuery] : []
  useConnected({ schema, databases, router: options.router ?? {}, calls: new OpenCalls(), listeners })
}

/** Waits for what was sent and closes all connections and workers. Without a connection it does nothing. */
export async function close(): Promise<void> {
  if (!isConnected()) return
  const transactions = currentContext()?.transactions?.values() ?? []
  if ([...transactions].some((transaction) => transaction.isOpen()))
    throw new UsageError('`close()` inside `aatomic` would wait for its own block.')
  const { calls, databases } = connected()
  await calls.close()
  useConnected(undefined)
  useSchema(new Map())
  await closeAll(databases.values())
}

async function openAll({ default: main, databases = {}, replicas = {} }: ConnectOptions) {
  const opened = new Map<string, Database>()
  try {
    for (const [alias, dialect] of [['default', main] as const, ...Object.entries(databases)]) {
      const connections = await dialect.open()
      const copies = []
      for (const copy of replicas[alias] ?? []) copies.push(await copy.open())
      opened.set(alias, makeDatabase({ alias, dialect, connections, replicas: copies }))
    }
  } catch (error) {
    await closeAll(opened.values())
    throw error
  }
  return opened
}

async function closeAll(databases: Iterable<Database>): Promise<void> {
  for (const { connections, replicas } of databases) {
    for (const one of [connections, ...replicas]) await one.close()
  }
}
