import { randomBytes } from 'node:crypto'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  aatomic,
  close,
  connect,
  connectionState,
  createTables,
  gather,
  mariadb,
  OperationalError,
  PoolTimeout,
  type MariadbOptions,
} from 'orm-runtime'
import { mariadbUrl } from '../databases/mariadb-url.ts'
import { failureOf, gate } from '../gate.ts'
import { fill } from '../open-shop.ts'
import { models, Product } from '../shop-models.ts'

const pen = (price: number) => Product.objects.filter({ id: 1 }).aupdate({ price })
const penPrice = async () => (await Product.objects.aget({ id: 1 })).price
const reason = new Error('gone')

describe.skipIf(mariadbUrl === undefined)('on a MariaDB server', () => {
  const name = `faults_${randomBytes(6).toString('hex')}`
  const url = `${(mariadbUrl ?? '').replace(/\/+$/, '')}/${name}`
  const ask = async (sql: string) => {
    const connection = await createConnection(mariadbUrl ?? '')
    const [rows] = await connection.query<RowDataPacket[]>(sql)
    await connection.end()
    return rows
  }
  const killAll = async () => {
    for (const { id } of await ask(`select id from information_schema.processlist where db = '${name}'`)) {
      await ask(`kill ${String(id)}`)
    }
  }
  beforeAll(() => ask(`create database ${name} character set utf8mb4`))
  afterAll(() => ask(`drop database ${name}`))
  afterEach(close)
  const open = async (options: MariadbOptions = {}) => {
    await connect({ default: mariadb({ url, ...options }), models })
    await createTables()
    await fill()
  }

  it('a query on the outer handle inside a transaction works at pool size 1', async () => {
    await open({ max: 1, acquireTimeout: 2_000 })
    const query = Product.objects.filter({ id: 1 })
    await aatomic(async () => {
      await pen(1)
      expect((await query).map(({ price }) => price)).toEqual([1])
      await gather(...[2, 3].map((price) => () => pen(price)))
    })
    expect(await penPrice()).toBe(3)
  })

  it('idle connections that were killed are replaced', async () => {
    await open({ max: 3, pingAfterIdle: 0 })
    await gather(...[1, 2, 3].map((n) => () => pen(n)))
    await killAll()
    expect(await Product.objects.acount()).toBe(3)
    expect(await pen(4)).toBe(1)
  })

  it('a connection that is killed inside a transaction is an error, and the process and the pool live', async () => {
    await open({ max: 2 })
    const block = aatomic(async () => {
      await pen(1)
      await killAll()
      await pen(2)
    })
    expect(await failureOf(block)).toBeInstanceOf(OperationalError)
    expect(await penPrice()).toBe(100)
  })

  it('an exhausted pool is a timeout that names the holders, whom the state names too', async () => {
    await open({ max: 1, acquireTimeout: 100 })
    const [begun, end] = [gate(), gate()]
    const holder = aatomic(async () => {
      begun.open()
      await end.opened
    })
    await begun.opened
    const failure = await failureOf(aatomic(() => 1))
    expect(failure).toBeInstanceOf(PoolTimeout)
    expect(failure).toHaveProperty('message', expect.stringMatching(/the transaction opened at mariadb\.test\.ts:\d+/))
    const { holders = [], size } = connectionState()['default'] ?? {}
    expect([size, holders.map(({ described }) => described.replace(/:\d+$/, ''))]).toEqual([
      1,
      ['the transaction opened at mariadb.test.ts'],
    ])
    end.open()
    await holder
  })

  it('an abort during a query kills it on the server, and its connection serves others', async () => {
    await open({ max: 1 })
    const other = await createConnection(url)
    await other.query('begin')
    await other.query('update products set price = 5 where id = 1')
    const waiting = () =>
      ask(`select 1 from information_schema.processlist where db = '${name}' and info like 'update%'`)
    const controller = new AbortController()
    const block = failureOf(aatomic(() => pen(77), { signal: controller.signal }))
    while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    controller.abort(reason)
    expect(await block).toBe(reason)
    expect(await aatomic(() => penPrice())).toBe(100)
    await other.query('rollback')
    await other.end()
  })
})
