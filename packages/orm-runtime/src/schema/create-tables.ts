import { plainStatement } from '../compile/plan.ts'
import { connected, databaseFor, type Database } from '../execute/database.ts'
import { runStatement } from '../execute/run-async.ts'
import { modelTable } from './model-table.ts'
import type { TableDefinition } from './table-definition.ts'

export interface CreateTablesOptions {
  /** The database that gets the tables of all models, by its name in `connect`; not given, each model's own. */
  readonly using?: string
}

/** Makes the tables of all models where they do not exist; existing ones stay as they are. */
export async function createTables({ using }: CreateTablesOptions = {}): Promise<void> {
  for (const [database, tables] of tablesByDatabase(using)) {
    const existing = await tableNames(database)
    const missing = tables.filter(({ name }) => !existing.has(name))
    const { schema, types } = database.dialect
    for (const table of missing) await executeAll(database, schema.createTable(table, types))
    for (const table of missing) await executeAll(database, schema.foreignKeys(table))
  }
}

/** The tables of the connected models, by the database that they belong to, or of the one that is named. */
export function tablesByDatabase(using?: string): Map<Database, TableDefinition[]> {
  const tables = new Map<Database, TableDefinition[]>()
  for (const definition of connected().schema.values()) {
    if (definition.options.managed === false) continue
    const database = databaseFor(definition, using, 'write')
    tables.set(database, [...(tables.get(database) ?? []), modelTable(definition, database.dialect)])
  }
  return tables
}

/** The names of the tables that exist. */
export async function tableNames(database: Database): Promise<Set<string>> {
  const { rows } = await runStatement(database, plainStatement(database.dialect.schema.tables))
  return new Set(rows.map(([name]) => String(name)))
}

async function executeAll(database: Database, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await runStatement(database, plainStatement(sql))
}
