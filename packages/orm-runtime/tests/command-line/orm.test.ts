import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { newProject, type TestProject } from '../migrations/project.ts'
import { onlySqlite } from '../migrations/tested-dialects.ts'

const MODELS = "export class User extends Model<User>()('users', { id: auto(), age: integer({ null: true }) }) {}"

describe('orm in a project with one migration', () => {
  let project: TestProject
  beforeAll(async () => {
    project = await newProject(onlySqlite)
    await project.models(MODELS)
    await project.done('migrate', 'make')
  })

  const cases: readonly { words: string[]; code: number; says: RegExp; models?: string }[] = [
    { words: [], code: 0, says: /Commands:\n {2}migrate make \[name\]/ },
    { words: ['migrate', 'make', '--help'], code: 0, says: /--rename <old:new>/ },
    { words: ['migrat'], code: 2, says: /There is no command 'migrat'\. Commands: migrate make, migrate apply, / },
    { words: ['migrate', 'up'], code: 2, says: /There is no command 'migrate up'\. Commands: / },
    { words: ['migrate', 'apply', '--fast'], code: 2, says: /Unknown option '--fast'.*takes: --plan, --check/ },
    { words: ['migrate', 'apply', '7'], code: 2, says: /There is no migration '7'\. Migrations: zero, 0001_initial\./ },
    { words: ['migrate', 'status', 'x'], code: 2, says: /'x' is too much: orm migrate status\./ },
    { words: ['migrate', 'rollback', '--steps', '0'], code: 2, says: /--steps takes a whole number from 1, not '0'/ },
    { words: ['inspect', '--config', 'none.ts'], code: 2, says: /There is no .*none\.ts\./ },
    {
      words: ['inspect', '--database', 'other'],
      code: 2,
      says: /No database 'other' is connected\. Connected: default\./,
    },
    { words: ['migrate', 'status'], code: 0, says: /0001_initial {2}not applied/ },
    { words: ['migrate', 'apply', '--plan'], code: 0, says: /-- 0001_initial\ncreate table "users" / },
    { words: ['migrate', 'apply', '--check'], code: 1, says: /Not applied; .*\n {2}0001_initial/ },
    { words: ['migrate', '--check'], code: 1, says: /Not applied/ },
    { words: ['migrate', 'make'], code: 0, says: /nothing to do/ },
    { words: ['migrate', 'make', '--check'], code: 0, says: /^$/ },
    {
      words: ['migrate', 'make', '--check'],
      models: MODELS.replace('age', 'years'),
      code: 1,
      says: /The models differ.*\n {2}addColumn\('users', 'years'\)\n {2}dropColumn\('users', 'age'\)/,
    },
    {
      words: ['migrate', 'make'],
      models: MODELS.replace('age', 'years'),
      code: 3,
      says: /Say which it is:\n {2}--rename users\.age:years .*\n {2}--drop users\.age /,
    },
    {
      words: ['migrate', 'make', '--rename', 'users.old:years'],
      models: MODELS.replace('age', 'years'),
      code: 2,
      says: /No column of 'users' 'old' became 'years'\. Gone from the models: age\. New: years\./,
    },
    {
      words: ['migrate', 'make', '--plan', '--drop', 'users.age'],
      models: MODELS.replace('age', 'years'),
      code: 0,
      says: /addColumn\('users', 'years', column\('integer', \{ null: true \}\)\),\n {2}dropColumn\('users', 'age'\)/,
    },
    {
      words: ['migrate', 'make'],
      models: MODELS.replace('{ null: true }', ''),
      code: 3,
      says: /no value for the rows that exist\..*\n {2}--default users\.age=… {3}a integer/,
    },
    {
      words: ['migrate', 'make', '--default', 'users.age=old'],
      models: MODELS.replace('{ null: true }', ''),
      code: 2,
      says: /users\.age takes a whole number up to 2\^53, not NaN/,
    },
    {
      words: ['migrate', 'make', '--plan', '--default', 'age=5'],
      models: MODELS.replace('{ null: true }', ''),
      code: 0,
      says: /alterColumn\('users', 'age', column\('integer'\), \{ fill: 5 \}\)/,
    },
    {
      words: ['migrate', 'make'],
      models: 'export const nothing = 1',
      code: 2,
      says: /models\.ts, .* exports no model/,
    },
    { words: ['migrate', 'make'], models: 'export class {', code: 3, says: /models\.ts can't be loaded: / },
  ]
  for (const { words, code, says, models } of cases) {
    test(`${words.join(' ')} ${models ? 'of other models ' : ''}ends with ${code}: ${says.source.slice(0, 40)}`, async () => {
      await project.models(models ?? MODELS)
      const finished = await project.orm(...words)
      expect(finished.out + finished.error).toMatch(says)
      expect(finished.code).toBe(code)
      expect(await project.migrations()).toEqual(['0001_initial.ts'])
    })
  }
})

describe('orm without what it needs', () => {
  const cases: readonly {
    name: string
    change: (project: TestProject) => Promise<void>
    code: number
    says: RegExp
  }[] = [
    {
      name: 'no configuration',
      change: ({ folder }) => rm(join(folder, 'orm.config.ts')),
      code: 2,
      says: /There is no orm\.config\.ts in .* or above\. Make one: /,
    },
    {
      name: 'no database in it',
      change: ({ file }) => file('orm.config.ts', 'export default {}'),
      code: 2,
      says: /orm\.config\.ts has no database\. It is to be: /,
    },
    {
      name: 'no models in it',
      change: ({ file }) =>
        file('orm.config.ts', "import { sqlite } from 'orm-runtime'\nexport default { default: sqlite('a.db') }"),
      code: 2,
      says: /orm\.config\.ts has no models\. Give the classes, or the modules/,
    },
  ]
  for (const { name, change, code, says } of cases) {
    test(name, async () => {
      const project = await newProject(onlySqlite)
      await change(project)
      const finished = await project.orm('migrate', 'make')
      expect(finished.error).toMatch(says)
      expect(finished.code).toBe(code)
    })
  }
})

test('inspect prints models that lead to the same tables', async () => {
  const project = await newProject(onlySqlite)
  await project.models(
    `${MODELS.replace('age:', 'home_town: text({ databaseDefault: "x" }), age:')}
export class Post extends Model<Post>()('posts', { id: auto(), author: foreignKey('User', { onDelete: 'cascade' }), score: float() }, { indexes: [{ fields: ['-score', 'author'], name: 'best' }] }) {}`,
  )
  await project.done('migrate', 'make')
  await project.done('migrate', 'apply')
  const printed = await project.done('inspect')
  const copy = await newProject(onlySqlite)
  await copy.file('src/models.ts', printed)
  await copy.done('migrate', 'make')
  await copy.done('migrate', 'apply')
  expect(await copy.tables()).toEqual(await project.tables())
}, 60_000)
