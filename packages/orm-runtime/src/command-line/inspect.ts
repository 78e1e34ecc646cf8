import { historyTable } from '../migrations/history.ts'
import { introspect } from '../schema/introspect.ts'
import { printModels } from '../schema/print-models.ts'
import type { Command } from './command.ts'
import { loadProject } from './load-config.ts'
import { databaseOf } from './migrate-make.ts'
import { withDatabase } from './with-database.ts'

/** `orm inspect`. */
export const inspect: Command = {
  name: 'inspect',
  describe: 'Prints models, as TypeScript, for the tables that the database has. Read them before you use them.',
  options: { json: { type: 'boolean', describe: 'print the tables as one JSON document' } },
  run: async (given, io) => {
    const project = await loadProject(given.text('config'), 'without models')
    const found = await withDatabase(project, () => introspect(databaseOf(given)))
    const tables = found.filter(({ name }) => name !== historyTable)
    const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
    io.print(given.has('json') ? JSON.stringify(tables, plain, 2) : printModels(tables).trimEnd())
    return 0
  },
}
