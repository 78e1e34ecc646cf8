import type { Dialect } from './dialects/dialect.ts'
import { showParameters } from './errors/database-error.ts'
import { UsageError } from './errors/usage-error.ts'
import { currentContext } from './execute/context.ts'
import { connected, isConnected, makeDatabase, useConnected, type Database, type Router } from './execute/database.ts'
import { OpenCalls } from './execute/open-calls.ts'
import { addQueryListener, type QueryListener } from './execute/query-log.ts'
import { Replicas } from './execute/replicas.ts'
import type { AnyModel } from './models/model-definition.ts'
import { readSchema, useSchema } from './models/schema.ts'
import type { PoolState } from './pool/pool-refusals.ts'
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
  readonly onQuery?: QueryListener
  /** `false`: `aget` calls of one tick by key are sent one by one, not as one query. */
  readonly batching?: false
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
  refuseUnknownAliases(options)
  const databases = await openAll(options)
  useSchema(schema)
  showParameters(options.showParameters ?? false)
  if (options.onQuery) stopLogging = addQueryListener(options.onQuery)
  const { router = {}, batching = true } = options
  useConnected({ schema, databases, router, calls: new OpenCalls(), batching })
}

let stopLogging: (() => void) | undefined

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
  stopLogging?.()
  stopLogging = undefined
  await closeAll(databases.values())
}

/** Who has connections to each database, and how many wait for one: for health checks. */
export function connectionState(): Readonly<Record<string, PoolState>> {
  const { databases } = connected()
  return Object.fromEntries([...databases].map(([alias, { connections }]) => [alias, connections.state()]))
}

async function openAll({ default: main, databases = {}, replicas = {} }: ConnectOptions) {
  const opened = new Map<string, Database>()
  try {
    for (const [alias, dialect] of [['default', main] as const, ...Object.entries(databases)]) {
      const connections = await dialect.open()
      const copies = replicas[alias] ?? []
      const database = { alias, dialect, connections }
      opened.set(
        alias,
        makeDatabase({ ...database, replicas: copies.length > 0 ? new Replicas(copies, connections) : undefined }),
      )
    }
  } catch (error) {
    await closeAll(opened.values())
    throw error
  }
  return opened
}

/** Closes all, whatever one of them says, and then throws the first error. */
async function closeAll(databases: Iterable<Database>): Promise<void> {
  const closed = [...databases].map(async ({ connections, replicas }) => {
    const copies = (await replicas?.opened()) ?? []
    await Promise.all([connections, ...copies].map((one) => one.close()))
  })
  const failed = (await Promise.allSettled(closed)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

function refuseUnknownAliases({ databases = {}, replicas = {} }: ConnectOptions): void {
  if ('default' in databases)
    throw new UsageError('`databases` may not name one `default`: that is the option beside it.')
  const known = ['default', ...Object.keys(databases)]
  const unknown = Object.keys(replicas).find((alias) => !known.includes(alias))
  if (unknown === undefined) return
  throw new UsageError(
    `\`replicas\` names a database '${unknown}', which is not connected. Connected: ${known.join(', ')}.`,
  )
}
