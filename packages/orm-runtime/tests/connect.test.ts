import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import {
  aatomic,
  auto,
  close,
  connect,
  createTables,
  DatabaseError,
  foreignKey,
  Model,
  reverse,
  sqlite,
} from 'orm-runtime'
import { models, Product, User } from './shop-models.ts'

const directory = await mkdtemp(join(tmpdir(), 'orm-runtime-'))
afterEach(close)
afterAll(() => rm(directory, { recursive: true }))

const database = () => sqlite(join(directory, 'shop.db'))

describe('connect refuses', () => {
  it('a file that is no database, and leaves it as it was', async () => {
    const file = join(directory, 'letter.txt')
    const letter = 'Dear reader, this is no database. '.repeat(40)
    await writeFile(file, letter)
    await expect(connect({ default: sqlite(file), models })).rejects.toThrow(
      `Can't open '${file}' as a SQLite database: the file holds something else. Give the path of a SQLite file, or of one to be made.`,
    )
    expect(await readFile(file, 'utf8')).toBe(letter)
    expect(() => User.objects.count()).toThrow('No database is connected')
  })

  it('a directory that does not exist', async () => {
    const file = join(directory, 'nowhere', 'shop.db')
    await expect(connect({ default: sqlite(file), models })).rejects.toThrow('its directory does not exist')
  })

  it('a second connection', async () => {
    await connect({ default: database(), models })
    await expect(connect({ default: database(), models })).rejects.toThrow('A database is connected already')
  })

  it('a relation to a model that is not there', async () => {
    await expect(connect({ default: database(), models: [User, Product] })).rejects.toThrow(
      "User.orders leads to a model 'Order', which is not connected. Connected: User, Product.",
    )
  })

  it('a reverse relation without its foreign key', async () => {
    class Parent extends Model<Parent>()('parents', { id: auto(), children: reverse<Child>('Child', 'mother') }) {}
    class Child extends Model<Child>()('children', { id: auto(), parent: foreignKey<Parent>('Parent') }) {}
    await expect(connect({ default: database(), models: [Parent, Child] })).rejects.toThrow(
      "Parent.children is reverse('Child', 'mother'), but Child has no foreign key 'mother' to Parent. Foreign keys to it: parent.",
    )
  })

  it('two models of one table', async () => {
    class First extends Model<First>()('same', { id: auto() }) {}
    class Second extends Model<Second>()('same', { id: auto() }) {}
    await expect(connect({ default: database(), models: [First, Second] })).rejects.toThrow(
      "The models First and Second both use the table 'same'.",
    )
  })
})

it('needs a connection for every query', async () => {
  expect(() => User.objects.count()).toThrow("First: await connect({ default: sqlite('app.db'), models: […] }).")
  await expect(User.objects.acount()).rejects.toThrow('No database is connected')
  await expect(User.objects.aget({ id: 1 })).rejects.toThrow('No database is connected')
  await expect(createTables()).rejects.toThrow('No database is connected')
})

it('keeps rows between connections, and existing tables as they are', async () => {
  await connect({ default: database(), models })
  await createTables()
  await Product.objects.acreate({ name: 'Pen', price: 1 })
  await close()
  await connect({ default: database(), models })
  await createTables()
  expect((await Product.objects.all()).map(({ name }) => name)).toEqual(['Pen'])
})

it('opens a file with a write-ahead log, in which a reader does not wait for a writer', async () => {
  const file = join(directory, 'log.db')
  await connect({ default: sqlite(file), models })
  await createTables()
  const other = new BetterSqlite3(file)
  expect(other.pragma('journal_mode', { simple: true })).toBe('wal')
  other.exec('begin immediate')
  expect([Product.objects.count(), await Product.objects.acount()]).toEqual([0, 0])
  other.close()
})

it('gives up a write that waits for another process longer than the timeout', async () => {
  const file = join(directory, 'busy.db')
  await connect({ default: sqlite(file, { timeout: 50 }), models })
  await createTables()
  const other = new BetterSqlite3(file)
  other.exec('begin immediate')
  expect(() => Product.objects.create({ name: 'Pen', price: 1 })).toThrow(DatabaseError)
  await expect(Product.objects.acreate({ name: 'Pen', price: 1 })).rejects.toThrow('database is locked')
  await expect(aatomic(() => 1)).rejects.toThrow('database is locked')
  other.exec('rollback')
  other.close()
  expect((await Product.objects.acreate({ name: 'Pen', price: 1 })).id).toBe(1)
})

it('finishes what was sent before it closes', async () => {
  await connect({ default: database(), models })
  await createTables()
  const created = Product.objects.acreate({ name: 'Cap', price: 1 })
  const closed = close()
  await expect(Product.objects.acount()).rejects.toThrow('The database is being closed')
  await closed
  expect((await created).name).toBe('Cap')
})

it('says why a worker stopped, and replaces it at the next call', async () => {
  const moved = join(directory, 'moved')
  await mkdir(moved)
  await connect({ default: sqlite(join(moved, 'shop.db')), models })
  await rm(moved, { recursive: true })
  await expect(Product.objects.acount()).rejects.toThrow(
    /^The worker thread 'reader 1' stopped: Can't open '.*' as a SQLite database: its directory does not exist/,
  )
  await expect(aatomic(() => Product.objects.acount())).rejects.toThrow("The worker thread 'writer' stopped")
  await mkdir(moved)
  await createTables()
  expect(await Product.objects.acount()).toBe(0)
})

it('does not close inside a transaction', async () => {
  await connect({ default: database(), models })
  await expect(aatomic(() => close())).rejects.toThrow('`close()` inside `aatomic` would wait for its own block.')
})

it('shares a database in memory between both halves', async () => {
  await connect({ default: sqlite(':memory:'), models })
  await createTables()
  expect(Product.objects.create({ name: 'Pen', price: 1 }).id).toBe(1)
  expect(await Product.objects.acount()).toBe(1)
})

it('names the command that installs a missing driver', async () => {
  const here = fileURLToPath(new URL('..', import.meta.url))
  const project = join(directory, 'project')
  const installed = join(project, 'node_modules', 'orm-runtime')
  await mkdir(installed, { recursive: true })
  await cp(join(here, 'dist'), join(installed, 'dist'), { recursive: true })
  await cp(join(here, 'package.json'), join(installed, 'package.json'))
  const { dependencies } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8')) as Manifest
  for (const name of Object.keys(dependencies)) {
    await symlink(join(here, '..', '..', 'node_modules', name), join(project, 'node_modules', name))
  }
  const program = `import { connect, sqlite } from 'orm-runtime'
    await connect({ default: sqlite('x.db'), models: [] }).catch((error) => console.log(error.message))`
  await writeFile(join(project, 'main.mjs'), program)
  const { stdout } = await promisify(execFile)(process.execPath, ['main.mjs'], { cwd: project })
  expect(stdout).toBe('SQLite needs the package better-sqlite3, which is not installed: npm install better-sqlite3\n')
})

it('lets the process end while workers idle, without close()', async () => {
  const index = new URL('../dist/index.js', import.meta.url).href
  const program = `import { auto, connect, createTables, Model, sqlite } from '${index}'
    class Row extends Model()('rows', { id: auto() }) {}
    await connect({ default: sqlite('idle.db'), models: [Row] })
    await createTables()
    console.log(await Row.objects.acount())`
  await writeFile(join(directory, 'idle.mjs'), program)
  const { stdout } = await promisify(execFile)(process.execPath, ['idle.mjs'], { cwd: directory, timeout: 10_000 })
  expect(stdout).toBe('0\n')
})

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
}
