import { plainStatement } from '../compile/plan.ts'
import type { Database } from '../execute/database.ts'
import { tableNames, tablesByDatabase, type CreateTablesOptions } from './create-tables.ts'

/** Drops the tables of all models, with their rows, in whatever way they refer to each other; what is not there is left. */
export async function dropTables({ using }: CreateTablesOptions = {}): Promise<void> {
  for (const [database, tables] of tablesByDatabase(using)) {
    const existing = await tableNames(database)
    const names = tables.map(({ name }) => name).filter((name) => existing.has(name))
    if (names.length > 0) await drop(database, names)
  }
}

async function drop({ connections, dialect }: Database, names: readonly string[]): Promise<void> {
  const { dropTables: statements, session: around } = dialect.schema
  const caller = { describe: () => 'dropTables()' }
  const session = await connections.acquire({ caller, effect: 'write' })
  const send = (sql: string) => session.execute(plainStatement(sql), { caller })
  let state: 'clean' | 'dirty' = 'dirty'
  try {
    for (const sql of [...around.begin, ...statements(names)]) await send(sql)
    state = 'clean'
  } finally {
    for (const sql of around.end) await send(sql).catch(() => undefined)
    await session.release(state)
  }
}
