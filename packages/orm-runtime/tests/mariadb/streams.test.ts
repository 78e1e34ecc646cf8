import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ProgrammingError } from '../../dist/errors/database-error.js'
import type { MariadbConnections } from '../../dist/dialects/mariadb/open-mariadb.js'
import type { Row } from '../../src/dialects/connections.ts'
import { mariadbUrl } from '../databases/mariadb-url.ts'
import { caller, manyRows, prepared, testDatabase, text } from './database.ts'
import { openProxy } from './proxy.ts'

describe.skipIf(!mariadbUrl)('streams of MariaDB', () => {
  const database = testDatabase()
  let mariadb: MariadbConnections
  beforeAll(async () => {
    mariadb = await database.open({ max: 3, acquireTimeout: 5_000 })
    await mariadb.execute(text('create table numbers (n int primary key, filler varchar(100))'), caller)
    await mariadb.execute(text(`insert into numbers ${manyRows(5)}`), caller)
  })
  afterAll(() => mariadb.close())

  const all = 'select n, filler from numbers order by n'
  const running = async () =>
    (
      await database.admin(
        `select id from information_schema.processlist where db = '${database.name}' and info like '%from numbers%' and id <> connection_id()`,
      )
    ).length
  const untilNoneRuns = async () => {
    while ((await running()) > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const collect = async (rows: AsyncIterable<readonly Row[]>) => {
    const chunks: (readonly Row[])[] = []
    for await (const chunk of rows) chunks.push(chunk)
    return chunks
  }

  for (const { rows, chunkSize, sizes } of [
    { rows: 0, chunkSize: 10, sizes: [] },
    { rows: 1, chunkSize: 10, sizes: [1] },
    { rows: 10, chunkSize: 10, sizes: [10] },
    { rows: 25, chunkSize: 10, sizes: [10, 10, 5] },
    { rows: 3, chunkSize: 1, sizes: [1, 1, 1] },
  ]) {
    for (const made of [prepared, text]) {
      it(`of ${rows} rows in chunks of ${chunkSize} have chunks of ${JSON.stringify(sizes)}, ${made.name}`, async () => {
        const chunks = await collect(mariadb.stream(made(`${all} limit ?`, rows), { ...caller, chunkSize }))
        expect(chunks.map((chunk) => chunk.length)).toEqual(sizes)
        expect(chunks.flat().map(([n]) => n)).toEqual(Array.from({ length: rows }, (_, n) => n))
      })
    }
  }

  it('give all of 100,000 rows in order, however slow their reader is', async () => {
    const numbers: unknown[] = []
    for await (const chunk of mariadb.stream(prepared(all), { ...caller, chunkSize: 1_000 })) {
      for (const [n] of chunk) numbers.push(n)
      if (numbers.length % 10_000 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(numbers).toEqual(Array.from({ length: 100_000 }, (_, n) => n))
  })

  it('hold the server back: it does not send all while their reader rests', async () => {
    const proxy = await openProxy(mariadbUrl ?? '')
    const behind = await database.open({ url: proxy.url(database.name), max: 1 })
    // 180 megabytes, many times what the buffers of the sockets on the way can hold.
    const wide = text('select n, repeat(filler, 18) from numbers')
    const rows = behind.stream(wide, { ...caller, chunkSize: 100 })
    await rows.next()
    for (let before = -1; before < proxy.received();) {
      before = proxy.received()
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(proxy.received()).toBeGreaterThan(0)
    expect(proxy.received()).toBeLessThan(60_000_000)
    expect(await running()).toBe(1)
    await rows.return()
    await behind.close()
    await proxy.stop()
    await untilNoneRuns()
  })

  it('left early are killed on the server, and the connection is used again', async () => {
    const one = await database.open({ max: 1 })
    for (let round = 0; round < 3; round++) {
      for await (const chunk of one.stream(text('select a.n from numbers a, numbers b'), {
        ...caller,
        chunkSize: 10,
      })) {
        expect(chunk).toHaveLength(10)
        break
      }
      expect((await one.execute(prepared('select ?', round), caller)).rows).toEqual([[round]])
    }
    await untilNoneRuns()
  })

  it('aborted reject with the reason, during a pull and between two', async () => {
    const reason = new Error('nobody reads any more')
    for (const moment of ['during', 'between']) {
      const controller = new AbortController()
      // The server sends rows once they fill its buffer, and these do so at once.
      const slow = text('select sleep(0.05), repeat(filler, 200) from numbers')
      const rows = mariadb.stream(slow, { ...caller, chunkSize: 1, signal: controller.signal })
      await rows.next()
      if (moment === 'between') controller.abort(reason)
      else setTimeout(() => controller.abort(reason), 5)
      await expect(collect(rows)).rejects.toBe(reason)
      await untilNoneRuns()
    }
    expect((await mariadb.execute(text('select 1'), caller)).rows).toEqual([[1]])
  })

  for (const made of [prepared, text]) {
    it(`that fail throw the error, ${made.name}`, async () => {
      await expect(
        collect(mariadb.stream(made('select nothing from numbers where n > ?', 1), { ...caller, chunkSize: 1 })),
      ).rejects.toBeInstanceOf(ProgrammingError)
      const late = made('select if(n = 50, (select n from numbers), n) from numbers order by n')
      await expect(collect(mariadb.stream(late, { ...caller, chunkSize: 10 }))).rejects.toMatchObject({
        driverCode: 'ER_SUBQUERY_NO_1_ROW',
      })
      expect((await mariadb.execute(text('select 1'), caller)).rows).toEqual([[1]])
    })
  }

  it('of one transaction let its other statements run, and see what it has changed', async () => {
    const session = await mariadb.acquire({ ...caller, effect: 'write' })
    await session.execute(text('start transaction'), caller)
    await session.execute(text('create temporary table seen (n int)'), caller)
    await session.execute(prepared('update numbers set filler = ? where n = ?', 'changed', 0), caller)
    const fillers = new Set<unknown>()
    let count = 0
    for await (const chunk of session.stream(prepared(`${all} limit 5000`), { ...caller, chunkSize: 500 })) {
      for (const [, filler] of chunk) fillers.add(filler)
      count += chunk.length
      await session.execute(prepared('insert into seen values (?)', count), caller)
    }
    expect(count).toBe(5_000)
    expect(fillers).toContain('changed')
    expect((await session.execute(text('select count(*) from seen'), caller)).rows).toEqual([[10]])
    await session.execute(text('rollback'), caller)
    await session.release('dirty')
  })

  it('leave a connection for what is written in their loops, however many there are', async () => {
    const two = await database.open({ max: 2, acquireTimeout: 5_000 })
    const loops = Array.from({ length: 4 }, async (_, n) => {
      for await (const _ of two.stream(text(`${all} limit 30`), { ...caller, chunkSize: 10 })) {
        await two.execute(prepared('update numbers set filler = ? where n = ?', 'loop', n), caller)
      }
    })
    await Promise.all(loops)
    expect((await two.execute(text("select count(*) from numbers where filler = 'loop'"), caller)).rows).toEqual([[4]])
  })

  it('are not under the limit of a statement’s time', async () => {
    const limited = await database.open({ statementTimeout: 300, max: 1 })
    let count = 0
    for await (const chunk of limited.stream(text('select n, repeat(filler, 6) from numbers'), {
      ...caller,
      chunkSize: 25_000,
    })) {
      count += chunk.length
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    expect(count).toBe(100_000)
    const [[limit] = []] = (
      await limited.execute(
        text(
          limited.server.flavour === 'mariadb' ? 'select @@max_statement_time * 1000' : 'select @@max_execution_time',
        ),
        caller,
      )
    ).rows
    expect(Number(limit)).toBe(300)
  })
})
