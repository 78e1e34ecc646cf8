import { relative } from 'node:path'
import {
  emptyMigration,
  makeMigration,
  unmadeChanges,
  writeMigration,
  type MakeOptions,
} from '../migrations/make-migration.ts'
import { modelState } from '../schema/model-state.ts'
import type { Command, CommandIo, Given } from './command.ts'
import { loadProject, type Project } from './load-config.ts'

/** `orm migrate make`: needs no database. */
export const migrateMake: Command = {
  name: 'migrate make',
  parameter: 'name',
  describe: 'Writes a migration from the difference between the models and what the migration files lead to.',
  options: {
    rename: {
      type: 'string',
      multiple: true,
      value: 'old:new',
      describe: 'a table, users:people, or a column, users.age:years, that was renamed',
    },
    drop: {
      type: 'string',
      multiple: true,
      value: 'name',
      describe: 'a table, or a column, users.age, that is gone although something new is like it',
    },
    default: {
      type: 'string',
      multiple: true,
      value: 'column=value',
      describe: 'users.age=0: the value of a new column in the rows that exist',
    },
    empty: { type: 'boolean', describe: 'a migration to be written by hand' },
    check: { type: 'boolean', describe: 'write nothing; exit with 1 if the models differ' },
    plan: { type: 'boolean', describe: 'print the file, and write nothing' },
  },
  run: async (given, io) => {
    const project = await loadProject(given.text('config'), 'with models')
    const folder = project.migrations(databaseOf(given))
    if (given.has('check')) return checkModels(given, project, io)
    const made = given.has('empty')
      ? await emptyMigration({ migrations: folder, name: given.parameter })
      : await makeMigration(optionsOf(given, project, io))
    if (!made) {
      io.print('The migrations lead to the models as they are: nothing to do.')
      return 0
    }
    if (given.has('plan')) {
      io.print(made.text.trimEnd())
      return 0
    }
    await writeMigration(made, folder)
    io.print([relative(process.cwd(), made.path), ...made.operations].join('\n  '))
    return 0
  },
}

/** Exits with 1 where the models differ from what the migrations lead to. */
export async function checkModels(given: Given, project: Project, io: CommandIo): Promise<number> {
  const changes = await unmadeChanges(optionsOf(given, project, io))
  if (changes.length === 0) return 0
  io.print(
    ['The models differ from the migrations; `orm migrate make` writes what is missing:', ...changes].join('\n  '),
  )
  return 1
}

/** The database that is meant, by its name in the configuration. */
export function databaseOf(given: Given): string {
  return given.text('database') ?? 'default'
}

function optionsOf(given: Given, project: Project, { ask }: CommandIo): MakeOptions {
  const database = databaseOf(given)
  return {
    migrations: project.migrations(database),
    models: modelState(project.connect, database),
    name: given.parameter,
    renames: given.texts('rename'),
    drops: given.texts('drop'),
    defaults: given.texts('default'),
    ask,
  }
}
