import { describe, expect, it } from 'vitest'
import { ProgrammingError } from '../../dist/errors/database-error.js'
import { endless, failure, fill, ids, numbers, options, read, slow, upTo, useFile, write } from './open-file.ts'

const db = useFile()
const query = read('select id from t order by id')
const run = (statement: ReturnType<typeof read>) => db.connections.execute(statement, options)
const stream = (statement = query, chunkSize = 100) => db.connections.stream(statement, { ...options, chunkSize })

describe('a stream', () => {
  it('comes in chunks of the size that was asked for', async () => {
    await run(fill(1050))
    const sizes: number[] = []
    for await (const rows of stream()) sizes.push(rows.length)
    expect(sizes).toEqual([...Array<number>(10).fill(100), 50])
    expect(await ids(stream(read('select 1 where false')))).toEqual([])
  })

  it('brings a million rows in order', async () => {
    let expected = 0
    for await (const rows of stream(read(numbers(1_000_000)), 2000)) {
      for (const [value] of rows)
        if (value !== ++expected) throw new Error(`${String(value)} came instead of ${expected}`)
    }
    expect(expected).toBe(1_000_000)
  })

  it('of heavy rows comes in smaller chunks', async () => {
    await run(fill(100))
    const sizes: number[] = []
    for await (const rows of stream(read('select id, randomblob(100000) from t'))) sizes.push(rows.length)
    expect(Math.max(...sizes)).toBeLessThan(10)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(100)
  })

  it('without end is made only as far as it is pulled, and is let go of when the loop is left', async () => {
    for (let n = 0; n < 300; n++) {
      for await (const rows of stream(endless, 10)) {
        expect(rows).toHaveLength(10)
        break
      }
    }
  })

  it('does not keep others from writing, nor to the state at its start', async () => {
    await run(fill(300))
    const seen: unknown[] = []
    for await (const rows of stream()) {
      seen.push(...rows.flat())
      await run(write('insert into t (name) values (null)'))
      expect((await run(read('select count(*) from t'))).rows).toEqual([[300 + seen.length / 100]])
    }
    expect(seen).toEqual(upTo(300))
  })

  it('rejects once, with the error of its statement', async () => {
    const broken = stream(read('select nothing from nowhere'))
    expect(await failure(() => broken.next())).toBeInstanceOf(ProgrammingError)
    expect(await broken.next()).toEqual({ done: true, value: undefined })
    await run(fill(250))
    const late = stream(read("select case id when 230 then json('{') else id end from t order by id"))
    expect((await late.next()).value).toHaveLength(100)
    expect((await late.next()).value).toHaveLength(100)
    expect(await failure(() => late.next())).toHaveProperty('driverCode', 'SQLITE_ERROR')
  })

  it('ends at once when its signal aborts, even while SQLite works on it', async () => {
    const reason = new Error('the client left')
    for (const statement of [endless, slow]) {
      const controller = new AbortController()
      const pulled = db.connections.stream(statement, { ...options, chunkSize: 10, signal: controller.signal })
      if (statement === endless) await pulled.next()
      const next = pulled.next()
      controller.abort(reason)
      // The first pull may have been answered before.
      expect(await failure(() => next.then(() => pulled.next()))).toBe(reason)
      expect((await pulled.next()).done).toBe(true)
    }
  })

  it('of a statement that writes has the writing connection, and has written all at its first chunk', async () => {
    const inserted = stream(write(`insert into t (id) ${numbers(250)} returning id`))
    expect((await inserted.next()).value).toHaveLength(100)
    expect((await run(read('select count(*) from t'))).rows).toEqual([[250]])
    expect(await ids(inserted)).toHaveLength(150)
  })
})

describe('a stream inside a transaction', () => {
  it('sees what the transaction wrote, and goes on while the transaction writes', async () => {
    await run(fill(250))
    const session = await db.connections.acquire({ ...options, effect: 'write' })
    await session.execute(write('begin immediate'), options)
    await session.execute(write('insert into t values (251, null)'), options)
    const seen: unknown[] = []
    for await (const rows of session.stream(query, { ...options, chunkSize: 100 })) {
      seen.push(...rows.flat())
      await session.execute(write('update t set name = ? where id <= ?', 'changed', 100), options)
      expect((await session.execute(read('select count(*) from t'), options)).rows).toEqual([[251]])
    }
    expect(seen).toEqual(upTo(251))
    await session.execute(write('commit'), options)
    await session.release('clean')
  })

  it('goes on beside another one, and after the end of the transaction', async () => {
    await run(fill(300))
    const session = await db.connections.acquire({ ...options, effect: 'write' })
    await session.execute(write('begin immediate'), options)
    const [a, b] = [1, 2].map(() => session.stream(query, { ...options, chunkSize: 100 }))
    if (!a || !b) throw new Error('There are two.')
    await Promise.all([a.next(), b.next()])
    await session.execute(write('delete from t'), options)
    await session.execute(write('rollback'), options)
    expect(await ids(a)).toEqual(upTo(300).slice(100))
    expect(await ids(b)).toEqual(upTo(300).slice(100))
    await session.release('clean')
  })

  it('that is left does not keep the transaction from writing', async () => {
    const session = await db.connections.acquire({ ...options, effect: 'write' })
    for await (const rows of session.stream(endless, { ...options, chunkSize: 10 })) {
      expect(rows).toHaveLength(10)
      break
    }
    // Were the stream still open, the rest of its rows would be fetched now, without end.
    await session.execute(write('insert into t (name) values (null)'), options)
    await session.release('clean')
  })

  it.each(['clean', 'dirty'] as const)('that is never ended goes with its session, given back %s', async (state) => {
    const session = await db.connections.acquire({ ...options, effect: 'write' })
    await session.stream(endless, { ...options, chunkSize: 10 }).next()
    await session.release(state)
    await run(write('insert into t (name) values (null)'))
  })
})

describe('a blocking stream', () => {
  const execute = (statement: ReturnType<typeof read>) => db.connections.blocking().execute(statement)
  const blocking = (statement = query) => db.connections.blocking().stream(statement, 100)

  it('goes on while other statements write and streams run', async () => {
    execute(fill(300))
    const seen: unknown[] = []
    for (const rows of blocking()) {
      expect(rows).toHaveLength(100)
      seen.push(...rows.flat())
      execute(write('insert into t (name) values (null)'))
      expect(await ids(blocking())).toHaveLength(300 + seen.length / 100)
    }
    expect(seen).toEqual(upTo(300))
  })

  it('sees what its transaction wrote, and goes on while that writes', () => {
    execute(fill(300))
    execute(write('begin immediate'))
    execute(write('delete from t where id > 250'))
    const seen: unknown[] = []
    for (const rows of blocking()) {
      seen.push(...rows.flat())
      execute(write('delete from t'))
    }
    expect(seen).toEqual(upTo(250))
    execute(write('rollback'))
  })

  it('without end is made only as far as it is pulled', () => {
    for (let n = 0; n < 100; n++) {
      for (const rows of blocking(endless)) {
        expect(rows).toHaveLength(100)
        break
      }
    }
  })

  it('throws the error of its statement', async () => {
    expect(await failure(() => [...blocking(read('selec'))])).toBeInstanceOf(ProgrammingError)
  })

  it('that is open does not keep the connections from closing', async () => {
    blocking(endless).next()
    await db.connections.close()
  })
})
