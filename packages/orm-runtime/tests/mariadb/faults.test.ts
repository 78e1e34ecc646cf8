import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ConnectionLost, OperationalError } from '../../dist/errors/database-error.js'
import { PoolTimeout } from '../../dist/errors/pool-errors.js'
import type { MariadbConnections } from '../../dist/dialects/mariadb/open-mariadb.js'
import { mariadbUrl } from '../databases/mariadb-url.ts'
import { caller, failure, manyRows, prepared, testDatabase, text } from './database.ts'
import { openProxy } from './proxy.ts'

describe.skipIf(!mariadbUrl)('faults of MariaDB', () => {
  const database = testDatabase()
  let mariadb: MariadbConnections
  beforeAll(async () => {
    mariadb = await database.open({ max: 2, acquireTimeout: 5_000 })
    await mariadb.execute(text('create table notes (id int primary key auto_increment, body text)'), caller)
  })
  afterAll(() => mariadb.close())
  beforeEach(async () => {
    await mariadb.execute(text('delete from notes'), caller)
  })

  const acquire = (connections = mariadb) => connections.acquire({ ...caller, effect: 'write' })
  const count = async () => (await mariadb.execute(text('select count(*) from notes'), caller)).rows[0]?.[0]
  /** What the server executes for this database at the moment. */
  const running = async (pattern: string) =>
    database.admin(
      `select id from information_schema.processlist where db = '${database.name}' and info like '${pattern}' and id <> connection_id()`,
    )
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  describe('a connection that the server kills', () => {
    it('inside a session fails its statement with ConnectionLost, and the pool replaces it', async () => {
      const session = await acquire()
      const [[id] = []] = (await session.execute(text('select connection_id()'), caller)).rows
      await session.execute(text('start transaction'), caller)
      await session.execute(prepared('insert into notes (body) values (?)', 'half'), caller)
      await database.admin(`kill ${id as number}`)
      expect(await failure(session, prepared('insert into notes (body) values (?)', 'other half'))).toBeInstanceOf(
        ConnectionLost,
      )
      expect(await failure(session, text('commit'))).toBeInstanceOf(ConnectionLost)
      await session.release('dirty')
      expect(await count()).toBe(0)
    })

    it('during a statement fails it with ConnectionLost', async () => {
      const session = await acquire()
      const [[id] = []] = (await session.execute(text('select connection_id()'), caller)).rows
      const failed = failure(session, prepared('select sleep(30)'))
      await until(async () => (await running('%sleep(30)%')).length > 0)
      await database.admin(`kill ${id as number}`)
      expect(await failed).toBeInstanceOf(ConnectionLost)
      await session.release('clean')
    })

    it('while nobody uses it is replaced, and nobody notices', async () => {
      const sessions = await Promise.all([acquire(), acquire()])
      const ids = await Promise.all(
        sessions.map(async (session) => (await session.execute(text('select connection_id()'), caller)).rows[0]?.[0]),
      )
      await Promise.all(sessions.map((session) => session.release('clean')))
      for (const id of ids) await database.admin(`kill ${id as number}`)
      await until(
        async () =>
          (await database.admin(`select id from information_schema.processlist where id in (${ids.join()})`)).length ===
          0,
      )
      const answers = await Promise.all([1, 2, 3, 4].map((n) => mariadb.execute(prepared('select ?', n), caller)))
      expect(answers.map(({ rows }) => rows)).toEqual([[[1]], [[2]], [[3]], [[4]]])
    })

    it('during a stream fails the stream', async () => {
      const session = await acquire()
      const [[id] = []] = (await session.execute(text('select connection_id()'), caller)).rows
      const rows = session.stream(text(`select sleep(0.01), repeat('x', 20000) from (${manyRows(5)}) n`), {
        ...caller,
        chunkSize: 1,
      })
      await rows.next()
      await database.admin(`kill ${id as number}`)
      const read = async () => {
        for await (const _ of rows);
      }
      await expect(read()).rejects.toBeInstanceOf(ConnectionLost)
      await session.release('clean')
      expect(await count()).toBe(0)
    })
  })

  describe('an abort', () => {
    const reason = new Error('nobody waits any more')

    it('before anything was sent sends nothing', async () => {
      expect(await failure(mariadb, text("insert into notes (body) values ('x')"), AbortSignal.abort(reason))).toBe(
        reason,
      )
      expect(await count()).toBe(0)
    })

    it('while waiting for a connection leaves the queue', async () => {
      const sessions = await Promise.all([acquire(), acquire()])
      const controller = new AbortController()
      const failed = failure(mariadb, text('select 1'), controller.signal)
      controller.abort(reason)
      expect(await failed).toBe(reason)
      await Promise.all(sessions.map((session) => session.release('clean')))
    })

    for (const made of [prepared, text]) {
      it(`during a statement kills it on the server, ${made.name}`, async () => {
        const controller = new AbortController()
        const failed = failure(mariadb, made('select sleep(30)'), controller.signal)
        await until(async () => (await running('%sleep(30)%')).length > 0)
        controller.abort(reason)
        expect(await failed).toBe(reason)
        await until(async () => (await running('%sleep(30)%')).length === 0)
      })
    }

    it('inside a transaction undoes the statement alone, and the transaction can go on', async () => {
      const session = await acquire()
      await session.execute(text('start transaction'), caller)
      await session.execute(prepared('insert into notes (body) values (?)', 'kept'), caller)
      const controller = new AbortController()
      const slow = "insert into notes (body) select concat('lost', sleep(30))"
      const failed = failure(session, prepared(slow), controller.signal)
      await until(async () => (await running('%sleep(30)%')).length > 0)
      controller.abort(reason)
      expect(await failed).toBe(reason)
      expect((await session.execute(prepared('select body from notes'), caller)).rows).toEqual([['kept']])
      await session.execute(text('commit'), caller)
      await session.release('clean')
      expect(await count()).toBe(1)
    })

    it('never hits the statement of somebody else', async () => {
      // Kills are slow here: many a one is sent before its statement's end, and arrives when the next one runs.
      const proxy = await openProxy(mariadbUrl ?? '', { laterDelay: 5 })
      const one = await database.open({ url: proxy.url(database.name), max: 1 })
      let aborted = 0
      for (let round = 0; round < 60; round++) {
        const controller = new AbortController()
        const seconds = (8 + (round % 12)) / 1_000
        const doomed = one.execute(prepared('select sleep(?)', seconds), { ...caller, signal: controller.signal })
        const innocent = one.execute(prepared('select sleep(0.02), ?', round), caller)
        setTimeout(() => controller.abort(reason), 2)
        const [first, second] = await Promise.allSettled([doomed, innocent])
        if (first.status === 'rejected') aborted++
        expect(second).toMatchObject({ status: 'fulfilled', value: { rows: [[0, round]] } })
      }
      expect(aborted).toBe(60)
      await one.close()
      await proxy.stop()
    })
  })

  it('a transaction that is open when the connection comes back is rolled back, even if it is called clean', async () => {
    const one = await database.open({ max: 1 })
    const session = await acquire(one)
    await session.execute(text('start transaction'), caller)
    await session.execute(text("insert into notes (body) values ('x')"), caller)
    await session.release('clean')
    expect(await count()).toBe(0)
    await one.execute(text('begin'), caller)
    await one.execute(text("insert into notes (body) values ('y')"), caller)
    expect(await count()).toBe(1)
  })

  it('a dirty connection comes back like new', async () => {
    const one = await database.open({ max: 1 })
    const session = await acquire(one)
    const [[id] = []] = (await session.execute(prepared('select connection_id()'), caller)).rows
    for (const sql of [
      'set @x = 1',
      "set time_zone = '+05:00'",
      'create temporary table notes_mine (id int)',
      "do get_lock('l', 0)",
      'start transaction',
    ]) {
      await session.execute(text(sql), caller)
    }
    await session.release('dirty')
    const { rows } = await one.execute(prepared("select connection_id(), @x, @@time_zone, is_free_lock('l')"), caller)
    expect(rows).toEqual([[id, null, '+00:00', 1]])
    expect(await failure(one, text('select * from notes_mine'))).toBeInstanceOf(Error)
  })

  it('a pool that is exhausted says who holds its connections', async () => {
    const small = await database.open({ max: 1, acquireTimeout: 50 })
    const session = await small.acquire({
      caller: { describe: () => 'the transaction opened at app.ts:12' },
      effect: 'write',
    })
    const error = await failure(small, text('select 1'))
    expect(error).toBeInstanceOf(PoolTimeout)
    expect(String(error)).toMatch(
      /pool 1: held for .* by the transaction opened at app.ts:12, taken at .*faults.test.ts:\d+/,
    )
    await session.release('clean')
  })

  it('closing waits for what was sent, then refuses', async () => {
    const closing = await database.open({ max: 2 })
    const answers = [1, 2, 3, 4, 5].map((n) => closing.execute(prepared('select sleep(0.02), ?', n), caller))
    const session = await acquire(closing)
    const closed = closing.close()
    expect((await session.execute(text('select 7'), caller)).rows).toEqual([[7]])
    await session.release('clean')
    expect((await Promise.all(answers)).map(({ rows }) => rows[0]?.[1])).toEqual([1, 2, 3, 4, 5])
    await closed
    expect(String(await failure(closing, text('select 1')))).toMatch('is being closed')
  })

  it('a server that goes away and comes back is found again, under load', async () => {
    const proxy = await openProxy(mariadbUrl ?? '')
    const behind = await database.open({ url: proxy.url(database.name), max: 4, acquireTimeout: 2_000 })
    const seen = { answers: 0, errors: [] as unknown[] }
    let state: 'loading' | 'done' = 'loading'
    const isLoading = () => state === 'loading'
    const load = Array.from({ length: 8 }, async () => {
      while (isLoading()) {
        await behind.execute(prepared('select sleep(0.001)'), caller).then(
          () => seen.answers++,
          (error: unknown) => seen.errors.push(error),
        )
      }
    })
    await until(() => Promise.resolve(seen.answers > 50))
    await proxy.stop()
    await until(() => Promise.resolve(seen.errors.length > 8))
    await proxy.start()
    const before = seen.answers
    await until(() => Promise.resolve(seen.answers > before + 50))
    state = 'done'
    await Promise.all(load)
    expect(seen.errors.filter((error) => !(error instanceof OperationalError))).toEqual([])
    await behind.close()
    await proxy.stop()
  })

  it('a server that stops answering costs an aborted caller nothing, and the connection is given up', async () => {
    const proxy = await openProxy(mariadbUrl ?? '')
    const behind = await database.open({ url: proxy.url(database.name), max: 1, acquireTimeout: 500 })
    proxy.stall()
    const controller = new AbortController()
    const failed = failure(behind, prepared('select 1'), controller.signal)
    setTimeout(() => controller.abort(), 20)
    expect(await failed).toBe(controller.signal.reason)
    await proxy.stop()
    await proxy.start()
    await until(async () =>
      behind.execute(text('select 1'), caller).then(
        () => true,
        () => false,
      ),
    )
    await behind.close()
    await proxy.stop()
  })
})
