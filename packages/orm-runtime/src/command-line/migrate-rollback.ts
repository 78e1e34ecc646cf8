import { UsageError } from '../errors/usage-error.ts'
import { migrate, planMigrations } from '../migrations/migrate.ts'
import { migrationStatus } from '../migrations/migration-status.ts'
import type { Command, Given } from './command.ts'
import { loadProject, type Project } from './load-config.ts'
import { migrateOptions, printPlan, report } from './migrate-apply.ts'
import { databaseOf } from './migrate-make.ts'
import { withDatabase } from './with-database.ts'

/** `orm migrate rollback`. */
export const migrateRollback: Command = {
  name: 'migrate rollback',
  parameter: 'to',
  describe:
    'Undoes the last migration, or with --steps the last few, or all behind the one that is named (zero: all of them).',
  options: {
    steps: { type: 'string', value: 'count', describe: 'how many' },
    plan: { type: 'boolean', describe: 'print the SQL, and change nothing' },
    fake: { type: 'boolean', describe: 'only record them as not applied' },
    json: { type: 'boolean', describe: 'print one JSON document' },
  },
  run: async (given, io) => {
    const project = await loadProject(given.text('config'), 'with models')
    return withDatabase(project, async () => {
      const to = await targetOf(given, project)
      const options = migrateOptions(given, project, to)
      const plan =
        to === undefined ? [] : (await planMigrations(options)).filter(({ direction }) => direction === 'down')
      if (given.has('plan')) return printPlan(plan, given, io)
      const { rolledBack } = plan.length === 0 ? { rolledBack: [] } : await migrate(options)
      report('rolledBack', rolledBack, given, io)
      return 0
    })
  },
}

/** The last migration that stays; undefined where none is applied. */
async function targetOf(given: Given, project: Project): Promise<string | undefined> {
  if (given.parameter !== undefined) return given.parameter
  const text = given.text('steps') ?? '1'
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--steps takes a whole number from 1, not '${text}'.`)
  const using = databaseOf(given)
  const status = await migrationStatus({ migrations: project.migrations(using), using })
  const applied = status.filter(({ state }) => state !== 'not applied')
  if (applied.length === 0) return undefined
  return applied.at(-1 - Number(text))?.name ?? 'zero'
}
