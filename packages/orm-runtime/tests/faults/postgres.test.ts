import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  aatomic,
  asyncContext,
  close,
  connect,
  createTables,
  gather,
  IntegrityError,
  OperationalError,
  OrmError,
  PoolTimeout,
  postgres,
  TransactionOutcomeUnknown,
  type PostgresOptions,
} from 'orm-runtime'
import { executeOn, postgresUrl } from '../databases/postgres-url.ts'
import { startPostgres } from '../databases/start-postgres.ts'
import { failureOf, gate } from '../gate.ts'
import { fill } from '../open-shop.ts'
import { models, Order, Product } from '../shop-models.ts'

const pen = (price: number) => Product.objects.filter({ id: 1 }).aupdate({ price })
const penPrice = async () => (await Product.objects.aget({ id: 1 })).price
const killAll =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'

describe('on a PostgreSQL server', () => {
  let url: string
  const open = async (options: PostgresOptions = {}) => {
    await connect({ default: postgres({ url, ...options }), models })
    await createTables()
    await fill()
  }
  beforeEach(async () => {
    url = await postgresUrl()
  })
  afterEach(close)

  it('a query on the outer handle inside a transaction works at pool size 1', async () => {
    await open({ max: 1, acquireTimeout: 2_000 })
    const query = Product.objects.filter({ id: 1 })
    await aatomic(async () => {
      await pen(1)
      expect((await query).map(({ price }) => price)).toEqual([1])
      await gather(...[2, 3].map((price) => () => pen(price)))
      await aatomic(() => pen(4))
    })
    expect(await penPrice()).toBe(4)
  })

  it('idle connections that were killed are replaced', async () => {
    await open({ max: 3, pingAfterIdle: 0 })
    await gather(...[1, 2, 3].map((n) => () => pen(n)))
    await executeOn(url, killAll)
    expect(await gather(...[1, 2, 3].map((n) => () => pen(n)))).toEqual([1, 1, 1])
    expect(await Product.objects.acount()).toBe(3)
  })

  it('a backend that is killed inside a transaction is an error, and the process and the pool live', async () => {
    await open({ max: 2 })
    const block = aatomic(async () => {
      await pen(1)
      await executeOn(url, killAll)
      await pen(2)
    })
    expect(await failureOf(block)).toBeInstanceOf(OperationalError)
    expect(await penPrice()).toBe(100)
    await aatomic(() => pen(3))
    expect(await penPrice()).toBe(3)
  })

  it('a backend that is killed before COMMIT is an error that says that nothing was committed', async () => {
    await open({ max: 2 })
    const block = aatomic(async () => {
      await pen(1)
      await executeOn(url, killAll)
      await sleep(100)
    })
    expect(await failureOf(block)).toHaveProperty('message', expect.stringContaining('Nothing was committed'))
    expect(await penPrice()).toBe(100)
  })

  describe('while COMMIT is being executed', () => {
    beforeEach(async () => {
      await open({ max: 3 })
      await executeOn(
        url,
        'create function slowly() returns trigger as $$ begin perform pg_sleep(2); return null; end $$ language plpgsql',
      )
      await executeOn(
        url,
        'create constraint trigger slow after update on products deferrable initially deferred for each row execute function slowly()',
      )
    })
    const committing = () =>
      executeOn(url, "select 1 from pg_stat_activity where query = 'commit' and state = 'active'")
    const untilCommit = async () => {
      while ((await committing()).length === 0) await sleep(10)
    }

    it('a lost connection leaves the outcome unknown', async () => {
      const block = failureOf(aatomic(() => pen(1)))
      await untilCommit()
      await executeOn(url, killAll)
      expect(await block).toBeInstanceOf(TransactionOutcomeUnknown)
    })

    it('an abort leaves the outcome unknown, and the connection usable', async () => {
      const controller = new AbortController()
      const block = failureOf(aatomic(() => pen(1), { signal: controller.signal }))
      await untilCommit()
      controller.abort(new Error('gone'))
      expect(await block).toBeInstanceOf(TransactionOutcomeUnknown)
      while ((await committing()).length > 0) await sleep(10)
      expect(await penPrice()).toBe(1)
    })
  })

  it('an exhausted pool is a timeout that names the holders and their places', async () => {
    await open({ max: 1, acquireTimeout: 100 })
    const end = gate()
    const holder = aatomic(async () => {
      await pen(1)
      await end.opened
    })
    const failure = await failureOf(aatomic(() => 1))
    expect(failure).toBeInstanceOf(PoolTimeout)
    expect(failure).toHaveProperty('message', expect.stringMatching(/the transaction opened at postgres\.test\.ts:\d+/))
    end.open()
    await holder
  })

  it('a deferred constraint that fails at COMMIT rejects, and nothing is committed', async () => {
    await open()
    await executeOn(
      url,
      'alter table orders add constraint product_later foreign key ("productId") references products deferrable initially deferred',
    )
    const [before] = await executeOn(url, 'select count(*) from orders')
    await executeOn(
      url,
      "do $$ declare c record; begin for c in select conname from pg_constraint where conrelid = 'orders'::regclass and contype = 'f' and conname <> 'product_later' loop execute format('alter table orders drop constraint %I', c.conname); end loop; end $$",
    )
    const block = aatomic(async () => {
      await pen(1)
      await Order.objects.acreate({ userId: 1, productId: 99 })
    })
    expect(await failureOf(block)).toBeInstanceOf(IntegrityError)
    expect(await penPrice()).toBe(100)
    expect([await Order.objects.acount()]).toEqual([Number(before?.[0])])
  })

  describe('an abort', () => {
    const reason = new Error('gone')

    it('during acquire leaves the queue at once', async () => {
      await open({ max: 1 })
      const end = gate()
      const holder = aatomic(() => end.opened)
      const controller = new AbortController()
      const waiting = aatomic(() => 1, { signal: controller.signal })
      setTimeout(() => controller.abort(reason), 20)
      expect(await failureOf(waiting)).toBe(reason)
      end.open()
      await holder
      expect(await aatomic(() => penPrice())).toBe(100)
    })

    it('during a query cancels it on the server, and its connection serves others', async () => {
      await open({ max: 1 })
      const other = new pg.Client(url)
      await other.connect()
      await other.query('begin; update products set price = 5 where id = 1')
      const waiting = () => executeOn(url, "select 1 from pg_stat_activity where wait_event_type = 'Lock'")
      const controller = new AbortController()
      const block = failureOf(aatomic(() => pen(77), { signal: controller.signal }))
      while ((await waiting()).length === 0) await sleep(10)
      controller.abort(reason)
      expect(await block).toBe(reason)
      expect(await aatomic(() => penPrice())).toBe(100)
      expect(await waiting()).toEqual([])
      await other.end()
    })

    it('during a stream ends it, and its connection serves others', async () => {
      await open({ max: 1 })
      const controller = new AbortController()
      const loop = asyncContext(
        async () => {
          for await (const { id } of Product.objects.orderBy('id')) {
            expect(id).toBe(1)
            controller.abort(reason)
          }
          // Three rows came with the first chunk.
          controller.signal.throwIfAborted()
        },
        { signal: controller.signal },
      )
      await failureOf(loop)
      expect(await Product.objects.acount()).toBe(3)
    })
  })
})

it('a server that restarts under load fails queries clearly meanwhile, and everything recovers by itself', async () => {
  const server = await startPostgres('15')
  await connect({ default: postgres({ url: server.url, acquireTimeout: 1_000 }), models })
  try {
    await createTables()
    await fill()
    let [succeeded, stopped] = [0, false]
    const failures = new Set<unknown>()
    const load = async () => {
      while (!stopped) {
        const work = [Product.objects.aget({ id: 1 }), aatomic(() => pen(1)), Product.objects.acount()]
        for (const one of await Promise.allSettled<unknown>(work)) {
          if (one.status === 'fulfilled') succeeded++
          else failures.add(one.reason)
        }
        await sleep(5)
      }
    }
    const loads = Array.from({ length: 8 }, load)
    const until = async (count: number) => {
      while (succeeded < count) await sleep(10)
    }
    await until(100)
    await server.ask('restart')
    await until(succeeded + 300)
    stopped = true
    await Promise.all(loads)
    for (const failure of failures) expect(failure).toBeInstanceOf(OrmError)
    expect(await penPrice()).toBe(1)
  } finally {
    await close()
    await server.end()
  }
})
