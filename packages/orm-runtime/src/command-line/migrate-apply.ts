import { migrate, planMigrations, type MigrateOptions } from '../migrations/migrate.ts'
import type { Command, CommandIo, Given } from './command.ts'
import { loadProject, type Project } from './load-config.ts'
import { databaseOf } from './migrate-make.ts'
import { withDatabase } from './with-database.ts'

/** `orm migrate apply`. */
export const migrateApply: Command = {
  name: 'migrate apply',
  parameter: 'to',
  describe:
    'Applies the migrations that the database does not have yet: all of them, or those up to the one that is named.',
  options: {
    plan: { type: 'boolean', describe: 'print the SQL, and change nothing' },
    check: { type: 'boolean', describe: 'change nothing; exit with 1 if some are not applied' },
    fake: { type: 'boolean', describe: 'only record them as applied' },
    'accept-changed': { type: 'boolean', describe: 'take the texts of applied files as they are now' },
    json: { type: 'boolean', describe: 'print one JSON document' },
  },
  run: async (given, io) => {
    const project = await loadProject(given.text('config'), 'with models')
    return withDatabase(project, async () => {
      const options = migrateOptions(given, project, given.parameter)
      // Of migrations behind the one that is named, none is rolled back by `apply`.
      const pending = (await planMigrations(options)).filter(({ direction }) => direction === 'up')
      if (given.has('check'))
        return reportPending(
          pending.map(({ name }) => name),
          io,
        )
      if (given.has('plan')) return printPlan(pending, given, io)
      const nothing = pending.length === 0 && !options.acceptChanged
      const { applied } = nothing ? { applied: [] } : await migrate(options)
      report('applied', applied, given, io)
      return 0
    })
  },
}

/** What the commands that move a database have in common. */
export function migrateOptions(given: Given, project: Project, to: string | undefined): MigrateOptions {
  const using = databaseOf(given)
  return {
    migrations: project.migrations(using),
    using,
    ...(to !== undefined && { to }),
    ...(given.has('fake') && { fake: true }),
    ...(given.has('accept-changed') && { acceptChanged: true }),
  }
}

/** Prints the SQL of moves. */
export function printPlan(plan: Awaited<ReturnType<typeof planMigrations>>, given: Given, io: CommandIo): number {
  if (given.has('json')) io.print(JSON.stringify(plan, undefined, 2))
  else {
    for (const { name, direction, statements } of plan) {
      io.print(
        [`-- ${name}${direction === 'down' ? ', rolled back' : ''}`, ...statements.map((sql) => `${sql};`)].join('\n'),
      )
    }
    if (plan.length === 0) io.print('-- nothing to do')
  }
  return 0
}

/** Says which migrations were moved. */
export function report(what: 'applied' | 'rolledBack', names: readonly string[], given: Given, io: CommandIo): void {
  if (given.has('json')) return io.print(JSON.stringify({ [what]: names }))
  const verb = what === 'applied' ? 'applied' : 'rolled back'
  for (const name of names) io.print(`${name}  ${verb}`)
  if (names.length === 0) io.print('Nothing to do.')
}

function reportPending(names: readonly string[], io: CommandIo): number {
  if (names.length === 0) return 0
  io.print(['Not applied; `orm migrate apply` applies them:', ...names].join('\n  '))
  return 1
}

/** Exits with 1 where migrations are not applied. */
export async function checkApplied(given: Given, project: Project, io: CommandIo): Promise<number> {
  return withDatabase(project, async () => {
    const plan = await planMigrations(migrateOptions(given, project, undefined))
    return reportPending(
      plan.map(({ name }) => name),
      io,
    )
  })
}
