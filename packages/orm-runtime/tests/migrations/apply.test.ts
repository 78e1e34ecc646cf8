import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { close, connect, migrate, migrationStatus } from 'orm-runtime'
import { newProject, type TestProject } from './project.ts'
import { forEachDialect, onlySqlite } from './tested-dialects.ts'

const NOTES = `export class Note extends Model<Note>()('notes', { id: auto(), title: text() }) {}`
const PARENTS = `${NOTES}
export class Line extends Model<Line>()('lines', { id: auto(), note: foreignKey('Note') }) {}`

/** A project whose first migration is made and applied. */
async function applied(dialect: Parameters<typeof newProject>[0], models = NOTES): Promise<TestProject> {
  const project = await newProject(dialect)
  await project.models(models)
  await project.done('migrate', 'make')
  await project.done('migrate', 'apply')
  await project.sql("insert into notes (id, title) values (1, 'one')")
  return project
}

function write(project: TestProject, name: string, operations: string, options = ''): Promise<void> {
  const imports =
    "import * as built from 'orm-runtime/migrations'\nconst { addColumn, addIndex, column, createTable, index, migration, runCode, runSql } = built\n"
  return writeFile(
    join(project.folder, 'migrations', `${name}.ts`),
    `${imports}export default migration([${operations}]${options})\n`,
  )
}

const FAILING = `
  addColumn('notes', 'colour', column('text', { null: true })),
  runSql("insert into notes (id, title) values (2, 'two')", "delete from notes where id = 2"),
  runSql('insert into nowhere values (1)', []),
`

forEachDialect((dialect) => {
  test('a migration that fails leaves nothing, or says where it stopped and goes on from there', async () => {
    const project = await applied(dialect)
    await write(project, '0002_failing', FAILING)
    const failed = await project.orm('migrate', 'apply')
    expect(failed).toMatchObject({ code: 3 })
    expect(failed.error).toMatch(/0002_failing failed at operation 3, runSql/)
    const columns = (await project.tables())[0]?.columns.map(({ name }) => name)
    const count = Number((await project.sql('select count(*) from notes'))[0]?.[0])
    const isWhole = dialect.name !== 'mariadb'
    expect({ columns, count }).toEqual(
      isWhole ? { columns: ['id', 'title'], count: 1 } : { columns: ['colour', 'id', 'title'], count: 2 },
    )
    expect(failed.error).toContain(isWhole ? 'Nothing of it was changed.' : 'Steps 1 to 2 of 3 are done and recorded.')
    const status = await project.done('migrate', 'status')
    expect(status).toMatch(isWhole ? /0002_failing {2}not applied/ : /0002_failing {2}stopped halfway/)
    await write(
      project,
      '0002_failing',
      FAILING.replace("'insert into nowhere values (1)'", `"update notes set title = 'new'"`),
    )
    await project.done('migrate', 'apply')
    expect(await project.sql('select id, title from notes order by id')).toHaveLength(2)
    await project.done('migrate', 'rollback')
    expect(await project.sql('select title from notes')).toEqual([['new']])
    expect((await project.tables())[0]?.columns.map(({ name }) => name)).toEqual(['id', 'title'])
  }, 120_000)

  test('two processes that apply at once do it once', async () => {
    const project = await newProject(dialect)
    await project.models(PARENTS)
    await project.done('migrate', 'make')
    await write(
      project,
      '0002_slow',
      `runCode(async () => { await new Promise((done) => setTimeout(done, 300)) }, () => {}), createTable('others', { id: column('auto') })`,
    )
    const both = await Promise.all([project.orm('migrate', 'apply'), project.orm('migrate', 'apply')])
    expect(both).toMatchObject([{ code: 0 }, { code: 0 }])
    const lines = both.flatMap(({ out }) => out.split('\n')).filter((line) => / applied$/.test(line))
    expect(lines.toSorted()).toEqual(['0001_initial  applied', '0002_slow  applied'])
  }, 120_000)

  test('code of a migration reads and writes rows on its connection, and is undone by its own', async () => {
    const project = await applied(dialect)
    const up =
      "async (send) => { const [[title]] = await send('select title from notes'); await send(`update notes set title = '${title}!'`) }"
    const down = "async (send) => { await send(`update notes set title = 'one'`) }"
    await write(project, '0002_code', `runCode(${up}, ${down})`)
    await project.done('migrate', 'apply')
    expect(await project.sql('select title from notes')).toEqual([['one!']])
    await project.done('migrate', 'rollback')
    expect(await project.sql('select title from notes')).toEqual([['one']])
  }, 120_000)
})

forEachDialect((dialect) => {
  test.skipIf(dialect.name !== 'postgres')(
    'an index that is made concurrently, by a program',
    async () => {
      const project = await applied(dialect)
      const operation = `addIndex('notes', index('by_title', ['title']), { concurrently: true })`
      await write(project, '0002_index', operation)
      const migrations = join(project.folder, 'migrations')
      const indexes = async () => (await project.tables())[0]?.indexes.map(({ name }) => name)
      const asProgram = async <T>(work: () => Promise<T>) => {
        await connect({ default: project.dialect(), models: [] })
        return work().finally(close)
      }
      // PostgreSQL makes none in a transaction.
      await expect(asProgram(() => migrate({ migrations }))).rejects.toThrow(
        /0002_index failed at operation 1, addIndex/,
      )
      await rename(join(migrations, '0002_index.ts'), join(migrations, '0003_index.ts'))
      await write(project, '0003_index', operation, ', { atomic: false }')
      expect(await asProgram(() => migrate({ migrations }))).toEqual({ applied: ['0003_index'], rolledBack: [] })
      expect(await indexes()).toEqual(['by_title'])
      expect(await asProgram(() => migrationStatus({ migrations }))).toMatchObject([
        { name: '0001_initial', state: 'applied' },
        { name: '0003_index', state: 'applied' },
      ])
      const undone = await asProgram(() => migrate({ migrations, to: '1' }))
      expect(undone).toEqual({ applied: [], rolledBack: ['0003_index'] })
      expect(await indexes()).toEqual([])
    },
    60_000,
  )
})

describe('refusals', () => {
  const cases: readonly { name: string; change: (project: TestProject) => Promise<unknown>; error: RegExp }[] = [
    {
      name: 'an applied file that was changed',
      change: (project) => write(project, '0001_initial', `createTable('notes', { id: column('auto') })`),
      error: /0001_initial was changed after it was applied on .*Undo the change.*--accept-changed/,
    },
    {
      name: 'two files with one number',
      change: async (project) => {
        await write(project, '0002_one', '')
        await write(project, '0002_other', '')
      },
      error: /have one number: 0002_one\.ts, 0002_other\.ts\. Give the one/,
    },
    {
      name: 'a file that does not parse',
      change: (project) => write(project, '0002_broken', 'createTable('),
      error: /0002_broken\.ts can't be loaded: /,
    },
    {
      name: 'a file that exports no migration',
      change: (project) => writeFile(join(project.folder, 'migrations/0002_other.ts'), 'export default 1'),
      error: /0002_other\.ts is no migration\. Its default export is to be one/,
    },
    {
      name: 'an operation that does not fit',
      change: (project) => write(project, '0002_wrong', `addIndex('note', index('x', ['title']))`),
      error: /0002_wrong: .*there is no table 'note'\. Tables: notes/,
    },
    {
      name: 'rows that would refer to nothing',
      change: async (project) => {
        const reference = `references: { table: 'notes', column: 'id', onDelete: 'restrict' }`
        await write(
          project,
          '0002_link',
          `createTable('links', { id: column('auto'), note: column('integer', { ${reference} }) }), runSql('insert into links values (1, 7)', [])`,
        )
      },
      error: /0002_link: row 1 of 'links' would refer to no row of 'notes'\. Nothing of it was changed/,
    },
  ]
  for (const { name, change, error } of cases) {
    test(
      name,
      async () => {
        const project = await applied(onlySqlite)
        await change(project)
        const refused = await project.orm('migrate', 'apply')
        expect(refused.error).toMatch(error)
        expect(refused.code).toBe(3)
      },
      60_000,
    )
  }

  test('--accept-changed and --fake record what is there', async () => {
    const project = await applied(onlySqlite)
    const text = await project.done('migrate', 'make', 'other', '--empty')
    expect(text).toContain('migrations/0002_other.ts')
    await project.done('migrate', 'apply', '--fake')
    await write(project, '0002_other', '/* nothing */')
    expect((await project.orm('migrate', 'apply')).code).toBe(3)
    await project.done('migrate', 'apply', '--accept-changed')
    expect(JSON.parse(await project.done('migrate', 'status', '--json'))).toMatchObject([
      { name: '0001_initial', state: 'applied' },
      { name: '0002_other', state: 'applied' },
    ])
  }, 60_000)
})

test('a rebuilt SQLite table keeps its rows, its triggers, its views, its own indexes and the rows that refer to it', async () => {
  const project = await applied(onlySqlite, PARENTS)
  await project.sql('insert into lines (id, noteId) values (5, 1)')
  await project.sql("insert into notes (id, title) values (9, 'nine')")
  await project.sql('delete from notes where id = 9')
  await project.sql('create view titles as select title from notes')
  await project.sql('create index by_hand on notes (title)')
  await project.sql(
    'create trigger loud after insert on notes begin update notes set title = upper(title) where id = new.id; end',
  )
  await project.models(
    PARENTS.replace('title: text()', 'title: text({ null: true }), done: boolean({ default: false })'),
  )
  await project.done('migrate', 'make')
  await project.done('migrate', 'apply')
  await project.sql("insert into notes (title, done) values ('ten', 1)")
  expect(await project.sql('select id, title, done from notes')).toEqual([
    [1, 'one', 0],
    [10, 'TEN', 1],
  ])
  expect(await project.sql('select noteId from lines')).toEqual([[1]])
  expect(await project.sql('select title from titles')).toHaveLength(2)
  expect(await project.sql("select name from sqlite_master where name in ('by_hand', 'loud')")).toHaveLength(2)
  const [foreignKey] = await project.sql('pragma foreign_key_list(lines)')
  expect(foreignKey?.slice(2, 5)).toEqual(['notes', 'noteId', 'id'])
}, 60_000)
