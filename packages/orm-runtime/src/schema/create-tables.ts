import { plainStatement } from '../compile/plan.ts'
import { connected, databaseFor, type Database } from '../execute/database.ts'
import { runStatement } from '../execute/run-async.ts'
import { modelTable } from './model-table.ts'
import type { TableDefinition } from './table-definition.ts'

/** Makes the tables of all models where they do not exist; existing ones stay as they are. */
export async function createTables(): Promise<void> {
  for (const [database, tables] of tablesByDatabase()) {
    const existing = await tableNames(database)
    const missing = tables.filter(({ name }) => !existing.has(name))
    const { schema, types } = database.dialect
    for (const table of missing) await executeAll(database, schema.createTable(table, types))
    for (const table of missing) await executeAll(database, schema.foreignKeys(table))
  }
}

/** The tables of the connected models, by the database that they belong to. */
export function tablesByDatabase(): Map<Database, TableDefinition[]> {
  const tables = new Map<Database, TableDefinition[]>()
  for (const definition of connected().schema.values()) {
    if (definition.options.managed === false) continue
    const database = databaseFor(definition, undefined, 'write')
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
