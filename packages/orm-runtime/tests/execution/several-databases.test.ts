import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  aatomic,
  atomic,
  close,
  connect,
  createTables,
  gather,
  onCommit,
  postgres,
  sqlite,
  UsageError,
  type ConnectOptions,
  type QueryEvent,
} from 'orm-runtime'
import { postgresUrl } from '../databases/postgres-url.ts'
import { failureOf } from '../gate.ts'
import { models, Product, User } from '../shop-models.ts'

const directory = await mkdtemp(join(tmpdir(), 'orm-runtime-'))
afterAll(() => rm(directory, { recursive: true }))
const file = (name: string) => sqlite(join(directory, `${name}.db`))
let queries: QueryEvent[] = []
const open = (options: Omit<ConnectOptions, 'models'>) =>
  connect({ ...options, models, onQuery: (query) => void queries.push(query) })

const names = async (alias: string) => (await Product.objects.using(alias).orderBy('name')).map(({ name }) => name)
const make = (name: string, alias: string) => Product.objects.using(alias).acreate({ name, price: 1 })

describe.each(['sqlite', 'postgres'] as const)('a %s database beside a SQLite file', (kind) => {
  beforeAll(async () => {
    const main = kind === 'sqlite' ? file('main') : postgres(await postgresUrl())
    await open({ default: main, databases: { archive: file(`archive beside ${kind}`) } })
    await createTables()
    await createTables({ using: 'archive' })
    return close
  })

  it('is another world: each has its rows', async () => {
    await make('Pen', 'default')
    await make('Quill', 'archive')
    expect([await names('default'), await names('archive')]).toEqual([['Pen'], ['Quill']])
    expect(Product.objects.using('archive').get().name).toBe('Quill')
    expect((await Product.objects.aget()).name).toBe('Pen')
  })

  it('has transactions of its own, one inside the other', async () => {
    const undone = aatomic(async () => {
      await make('Undone', 'default')
      await aatomic(() => make('Kept', 'archive'), { using: 'archive' })
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(await names('default')).not.toContain('Undone')
    expect(await names('archive')).toContain('Kept')
    const blocking = () =>
      atomic(() => {
        Product.objects.create({ name: 'Undone', price: 1 })
        atomic(() => Product.objects.using('archive').create({ name: 'Kept too', price: 1 }), { using: 'archive' })
        throw new Error('undo')
      })
    expect(blocking).toThrow('undo')
    expect(await names('default')).not.toContain('Undone')
    expect(await names('archive')).toContain('Kept too')
  })

  it('has callbacks of its own after its commit', async () => {
    const called: string[] = []
    await aatomic(async () => {
      await aatomic(
        () => {
          onCommit(() => void called.push('archive'), { using: 'archive' })
          onCommit(() => void called.push('default'))
        },
        { using: 'archive' },
      )
      called.push('between')
    })
    expect(called).toEqual(['archive', 'between', 'default'])
  })

  it('is named in the query log and by batches', async () => {
    const { id } = await make('Batched', 'archive')
    queries = []
    await gather(
      () => Product.objects.using('archive').aget({ id }),
      () => Product.objects.using('archive').aget({ id }),
      () => Product.objects.acount(),
    )
    expect(queries.map(({ database }) => database).toSorted()).toEqual(['archive', 'default'])
  })

  it('is an error to name where it is not connected', async () => {
    expect(() => Product.objects.using('nowhere').count()).toThrow('Connected: default, archive.')
    await expect(aatomic(() => 1, { using: 'nowhere' })).rejects.toThrow(UsageError)
  })
})

describe('a router', () => {
  afterEach(close)

  it('chooses where a model is read and written, unless `using` names one', async () => {
    const router = {
      read: (model: string) => (model === 'User' ? 'people' : undefined),
      write: (model: string) => (model === 'User' ? 'people' : undefined),
    }
    await open({ default: file('routed'), databases: { people: file('people') }, router })
    await createTables({ using: 'default' })
    await createTables({ using: 'people' })
    queries = []
    await User.objects.acreate({ email: 'ada@x.org' })
    await Product.objects.acreate({ name: 'Pen', price: 1 })
    await User.objects.using('default').acount()
    expect(queries.map(({ database }) => database)).toEqual(['people', 'default', 'default'])
  })
})

describe('replicas', () => {
  afterEach(close)

  it('take the reads outside of transactions in turn, streams too', async () => {
    const replicas = { default: [file('copied'), file('copied')] }
    await open({ default: file('copied'), replicas })
    await createTables()
    await make('Pen', 'default')
    // Only the copies know what is read: the database itself is the file that is written.
    for (let round = 0; round < 4; round++) expect(await Product.objects.acount()).toBe(1)
    for await (const { name } of Product.objects.all()) expect(name).toBe('Pen')
  })

  it('are other files where they are: reads see them, transactions and writes do not', async () => {
    await open({ default: file('copy') })
    await createTables()
    await make('Copied', 'default')
    await close()
    await open({ default: file('original'), replicas: { default: [file('copy')] } })
    await createTables()
    await make('Original', 'default')
    expect(await names('default')).toEqual(['Copied'])
    expect(await aatomic(() => names('default'))).toEqual(['Original'])
  })

  it('are left out where they can not be reached, also when the program starts', async () => {
    const nowhere = postgres({ url: 'postgres://nobody@127.0.0.1:1/none', acquireTimeout: 500 })
    const main = postgres(await postgresUrl())
    await open({ default: main, replicas: { default: [nowhere, nowhere] } })
    await createTables()
    await make('Pen', 'default')
    for (let round = 0; round < 5; round++) expect(await names('default')).toEqual(['Pen'])
    for await (const { name } of Product.objects.all()) expect(name).toBe('Pen')
  })

  it('are of a database that is connected', async () => {
    const failure = await failureOf(open({ default: file('main'), replicas: { nowhere: [file('main')] } }))
    expect(failure).toHaveProperty('message', expect.stringContaining("names a database 'nowhere'"))
  })
})
