import type { Dialect } from './dialects/dialect.ts'
import { UsageError } from './errors/usage-error.ts'
import { connectedDatabase, isConnected, makeDatabase, useDatabase, type QueryEvent } from './execute/database.ts'
import { currentContext } from './execute/context.ts'
import { runStatement } from './execute/run-async.ts'
import type { AnyModel } from './models/model-definition.ts'
import { modelNamed, readSchema, useSchema } from './models/schema.ts'

export interface ConnectOptions {
  /** The database of all queries: `sqlite('app.db')`. */
  readonly default: Dialect
  /** All models, each one that a relation names among them. */
  readonly models: readonly AnyModel[]
  /** The query log: called after each statement. */
  readonly onQuery?: (query: QueryEvent) => void
}

/**
 * Opens the database for all queries of the process and checks that the models fit together.
 * @throws UsageError where a relation leads nowhere, the file is no database, or the driver is not installed.
 */
export async function connect({ default: dialect, models, onQuery }: ConnectOptions): Promise<void> {
  if (isConnected()) throw new UsageError('A database is connected already. First: await close().')
  const schema = readSchema(models)
  const connections = await dialect.open()
  useSchema(schema)
  useDatabase(makeDatabase({ dialect, schema, connections, onQuery }))
}

/** Makes the tables of all models where they do not exist; existing ones stay as they are. */
export async function createTables(): Promise<void> {
  const database = connectedDatabase()
  for (const definition of database.schema.values()) {
    for (const sql of database.dialect.createTable(definition, modelNamed)) await runStatement(database, sql)
  }
}

/** Waits for what was sent and closes all connections and workers. Without a connection it does nothing. */
export async function close(): Promise<void> {
  if (!isConnected()) return
  if (currentContext()?.transaction?.isOpen())
    throw new UsageError('`close()` inside `aatomic` would wait for its own block.')
  const { calls, connections } = connectedDatabase()
  await calls.close()
  useDatabase(undefined)
  useSchema(new Map())
  await connections.close()
}
