import { migrationStatus } from '../migrations/migration-status.ts'
import type { Command } from './command.ts'
import { loadProject } from './load-config.ts'
import { checkApplied } from './migrate-apply.ts'
import { checkModels, databaseOf } from './migrate-make.ts'
import { withDatabase } from './with-database.ts'

/** `orm migrate status`. */
export const migrateStatus: Command = {
  name: 'migrate status',
  describe: 'Lists the migrations and whether the database has them.',
  options: { json: { type: 'boolean', describe: 'print one JSON document' } },
  run: async (given, io) => {
    const project = await loadProject(given.text('config'), 'with models')
    const using = databaseOf(given)
    const status = await withDatabase(project, () => migrationStatus({ migrations: project.migrations(using), using }))
    if (given.has('json')) io.print(JSON.stringify(status, undefined, 2))
    else if (status.length === 0) io.print('There are no migrations. `orm migrate make` writes the first one.')
    else {
      const width = Math.max(...status.map(({ name }) => name.length))
      for (const { name, state, appliedAt } of status) {
        io.print(`${name.padEnd(width)}  ${state}${appliedAt ? ` ${appliedAt.toISOString()}` : ''}`)
      }
    }
    return 0
  },
}

/** `orm migrate --check`, for CI. */
export const migrateCheck: Command = {
  name: 'migrate',
  describe: 'With --check: whether the models differ from the migrations, or migrations are not applied. For CI.',
  options: { check: { type: 'boolean', describe: 'change nothing; exit with 1 if so' } },
  run: async (given, io) => {
    const project = await loadProject(given.text('config'), 'with models')
    const differ = await checkModels(given, project, io)
    return Math.max(differ, await checkApplied(given, project, io))
  },
}
