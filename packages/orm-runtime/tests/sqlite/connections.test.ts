import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openConnections } from '../../dist/dialects/sqlite/open-connections.js'
import { ConnectionLost, DataError, LockTimeout, OperationalError } from '../../dist/errors/database-error.js'
import { PoolTimeout } from '../../dist/errors/pool-errors.js'
import { UsageError } from '../../dist/errors/usage-error.js'
import { by, endless, failure, fill, options, read, slow, threads, upTo, useFile, write } from './open-file.ts'

const db = useFile()
/** Connections whose waits soon end. */
const impatient = useFile({ timeout: 100 })
const run = (statement: ReturnType<typeof read>) => db.connections.execute(statement, options)
const names = read('select name from t order by id')
const insert = (name: string) => write('insert into t (name) values (?)', name)

describe('a statement', () => {
  it('that reads is answered by a reader, and sees what was written before', async () => {
    expect(await run(insert('a'))).toEqual({ rows: [], changes: 1, connection: 'writer' })
    expect(await run(names)).toEqual({ rows: [['a']], changes: 0, connection: 'reader 1' })
  })

  it('that writes tells how many rows it changed, RETURNING or not', async () => {
    await run(fill(10))
    expect((await run(write('update t set name = null where id < ?', 4))).changes).toBe(3)
    expect(await run(write('delete from t where id < 3 returning id'))).toMatchObject({ rows: [[1], [2]], changes: 2 })
  })

  it('that was sent as one that reads may not write', async () => {
    const error = await failure(() => run(read("insert into t (name) values ('x') returning id")))
    expect(error).toBeInstanceOf(OperationalError)
    expect(error).toMatchObject({ driverCode: 'SQLITE_READONLY' })
  })

  it('goes to another reader while one is busy', async () => {
    await Promise.all([run(names), run(names)])
    const long = run(slow)
    const quick = await run(names)
    expect(quick.connection).not.toBe((await long).connection)
  })

  it('brings its answer to the one who asked, whatever the number at once', async () => {
    await run(fill(50))
    const found = await Promise.all(upTo(2000).map((n) => run(read('select id from t where id = ?', (n % 50) + 1))))
    expect(found.map(({ rows }) => rows)).toEqual(upTo(2000).map((n) => [[(n % 50) + 1]]))
  })

  it('may be one of thousands of different ones', async () => {
    const all = upTo(2500).map((n) => run(read(`select ${n}`)))
    expect((await Promise.all(all)).map(({ rows }) => rows[0]?.[0])).toEqual(upTo(2500))
    expect((await run(read('select 7'))).rows).toEqual([[7]])
  })

  it.each([
    ['many rows', 30_000, 'select id from t order by id'],
    ['heavy rows', 50, 'select id, randomblob(100000) from t order by id'],
  ])('brings %s in several messages, between which the loop turns', async (_, count, sql) => {
    await run(fill(count))
    await run(names)
    let messages = 0
    for (const worker of threads) worker.on('message', () => messages++)
    const { rows } = await run(read(sql))
    expect(rows.map(([id]) => id)).toEqual(upTo(count))
    expect(messages).toBeGreaterThan(2)
  })

  it('with a parameter that can not cross fails alone', async () => {
    // Only a program without types can do this.
    const nonsense = (() => 1) as unknown as string
    const [before, failed, after] = await Promise.allSettled([
      run(names),
      run(read('select ?', nonsense)),
      run(read('select 2')),
    ])
    expect([before.status, after.status]).toEqual(['fulfilled', 'fulfilled'])
    expect(failed).toMatchObject({ status: 'rejected', reason: expect.any(DataError) as unknown })
  })
})

describe('a session that writes', () => {
  it('is alone: other statements that write come after it, those that read do not wait', async () => {
    const session = await db.connections.acquire({ ...options, effect: 'write' })
    await session.execute(write('begin immediate'), options)
    await session.execute(insert('inside'), options)
    const outside = run(insert('outside'))
    expect((await run(names)).rows).toEqual([])
    await session.execute(write('commit'), options)
    await session.release('clean')
    await outside
    expect((await run(names)).rows).toEqual([['inside'], ['outside']])
  })

  it('waits for its turn in bounded time, and is told who holds it', async () => {
    const holder = await impatient.connections.acquire({
      ...by('the transaction opened at app.ts:12'),
      effect: 'write',
    })
    for (const wait of [
      () => impatient.connections.acquire({ ...by('the transaction opened at app.ts:99'), effect: 'write' }),
      () => impatient.connections.execute(insert('x'), by('the transaction opened at app.ts:99')),
    ]) {
      const error = await failure(wait)
      expect(error).toBeInstanceOf(PoolTimeout)
      expect(error).toHaveProperty(
        'message',
        expect.stringMatching(
          /^the transaction opened at app.ts:99 waited 100 ms for the writing connection.\n {2}held by the transaction opened at app.ts:12\n/,
        ),
      )
    }
    await holder.release('clean')
    await impatient.connections.execute(insert('now'), options)
  })

  it('given back dirty is rolled back before the next one gets it', async () => {
    const session = await db.connections.acquire({ ...options, effect: 'write' })
    await session.execute(write('begin immediate'), options)
    await session.execute(insert('lost'), options)
    await session.release('dirty')
    await session.release('dirty')
    expect((await run(write('select name from t'))).rows).toEqual([])
    expect(await failure(() => session.execute(names, options))).toBeInstanceOf(UsageError)
  })

  it('makes transactions of 20 callers, half of which fail, into exactly ten', async () => {
    async function transaction(n: number) {
      const session = await db.connections.acquire({ ...options, effect: 'write' })
      await session.execute(write('begin immediate'), options)
      await session.execute(insert(`${n}`), options)
      if (n % 2 === 0) {
        await session.execute(write('commit'), options)
        return session.release('clean')
      }
      await session.release('dirty')
      throw new Error(`${n} is odd`)
    }
    const settled = await Promise.allSettled(upTo(20).map(transaction))
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    expect((await run(names)).rows).toEqual(
      upTo(20)
        .filter((n) => n % 2 === 0)
        .map((n) => [`${n}`]),
    )
  })

  it('waits for another process as long as it may', async () => {
    const other = await openConnections({ file: impatient.file, readers: 1, timeout: 0 })
    other.blocking().execute(write('begin immediate'))
    expect(await failure(() => impatient.connections.execute(insert('x'), options))).toBeInstanceOf(LockTimeout)
    other.blocking().execute(write('rollback'))
    await other.close()
    await impatient.connections.execute(insert('x'), options)
  })
})

describe('a session that reads', () => {
  it('keeps its state of the database while others see what is written', async () => {
    const session = await db.connections.acquire({ ...options, effect: 'read' })
    await session.execute(read('begin'), options)
    const count = read('select count(*) from t')
    expect((await session.execute(count, options)).rows).toEqual([[0]])
    await run(fill(5))
    expect((await session.execute(count, options)).rows).toEqual([[0]])
    expect((await run(count)).rows).toEqual([[5]])
    expect(await failure(() => session.execute(insert('x'), options))).toBeInstanceOf(OperationalError)
    await session.release('dirty')
    // The same connection, as if new.
    const next = await db.connections.acquire({ ...options, effect: 'read' })
    expect((await next.execute(count, options)).rows).toEqual([[5]])
    await next.release('clean')
  })

  it('is one of a hundred at most', async () => {
    const held = await Promise.all(
      upTo(100).map(() => impatient.connections.acquire({ ...by('a report'), effect: 'read' })),
    )
    const error = await failure(() => impatient.connections.acquire({ ...options, effect: 'read' }))
    expect(error).toBeInstanceOf(PoolTimeout)
    expect(error).toHaveProperty('message', expect.stringContaining('held by a report\n  and 95 more'))
    await Promise.all(held.map((session) => session.release('clean')))
  })
})

describe('an abort', () => {
  const reason = new Error('the client left')
  const abort = () => {
    const controller = new AbortController()
    return { controller, aborted: { ...options, signal: controller.signal } }
  }

  it('before the statement sends nothing', async () => {
    const { controller, aborted } = abort()
    controller.abort(reason)
    expect(await failure(() => db.connections.execute(insert('x'), aborted))).toBe(reason)
    expect(await failure(() => db.connections.acquire({ ...aborted, effect: 'write' }))).toBe(reason)
    expect(threads).toEqual([])
  })

  it('during a statement rejects at once; what it wrote stays and its turn ends with it', async () => {
    await run(names)
    const { controller, aborted } = abort()
    let ended = false
    const long = db.connections.execute(write(`insert into t (id) ${slow.sql}`), aborted)
    void run(insert('after')).then(() => (ended = true))
    setImmediate(() => setImmediate(() => controller.abort(reason)))
    expect(await failure(() => long)).toBe(reason)
    expect(ended).toBe(false)
    await run(write('select 1'))
    expect((await run(names)).rows).toHaveLength(2)
  })

  it('is heard by any number of statements without a warning of Node', async () => {
    const warnings: Error[] = []
    const warned = (warning: Error) => void warnings.push(warning)
    process.on('warning', warned)
    const { controller, aborted } = abort()
    const all = upTo(50).map((n) => db.connections.execute(n % 2 === 0 ? names : insert('x'), aborted))
    const settled = Promise.allSettled(all)
    controller.abort(reason)
    const reasons = (await settled).map((one): unknown => (one.status === 'rejected' ? one.reason : one))
    expect(reasons).toEqual(Array(50).fill(reason))
    process.off('warning', warned)
    expect(warnings).toEqual([])
  })

  it('while waiting leaves the queue to those behind', async () => {
    const holder = await db.connections.acquire({ ...options, effect: 'write' })
    const { controller, aborted } = abort()
    const first = db.connections.acquire({ ...aborted, effect: 'write' })
    const second = db.connections.acquire({ ...options, effect: 'write' })
    controller.abort(reason)
    expect(await failure(() => first)).toBe(reason)
    await holder.release('clean')
    await (await second).release('clean')
  })

  it('inside a session leaves a session that can be given back dirty', async () => {
    const session = await db.connections.acquire({ ...options, effect: 'write' })
    await session.execute(write('begin immediate'), options)
    const { controller, aborted } = abort()
    const long = session.execute(write(`insert into t (name) ${slow.sql}`), aborted)
    controller.abort(reason)
    expect(await failure(() => long)).toBe(reason)
    await session.release('dirty')
    expect((await run(write('select * from t'))).rows).toEqual([])
  })
})

describe('a worker thread that dies', () => {
  it('fails its queries clearly and is replaced', async () => {
    await Promise.all([run(names), run(names)])
    const all = Promise.allSettled([run(slow), run(names)])
    await Promise.all(threads.map((thread) => thread.terminate()))
    for (const one of await all) {
      const error: unknown = one.status === 'rejected' ? one.reason : undefined
      expect(error).toBeInstanceOf(ConnectionLost)
      expect(error).toHaveProperty('message', expect.stringMatching(/^The worker thread 'reader \d' stopped: it ended/))
    }
    expect((await run(names)).rows).toEqual([])
  })

  it('takes its session with it, and nobody else', async () => {
    const session = await db.connections.acquire({ ...options, effect: 'write' })
    await session.execute(write('begin immediate'), options)
    await session.execute(insert('lost'), options)
    const waiting = run(insert('next'))
    await Promise.all(threads.map((thread) => thread.terminate()))
    for (let n = 0; n < 2; n++) {
      expect(await failure(() => session.execute(write('commit'), options))).toBeInstanceOf(ConnectionLost)
    }
    await session.release('dirty')
    await waiting
    expect((await run(names)).rows).toEqual([['next']])
  })

  it('ends its streams', async () => {
    const stream = db.connections.stream(endless, { ...options, chunkSize: 10 })
    await stream.next()
    await Promise.all(threads.map((thread) => thread.terminate()))
    expect(await failure(() => stream.next())).toBeInstanceOf(ConnectionLost)
    expect((await run(names)).rows).toEqual([])
  })

  it('because it can not open the file says so', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'orm-sqlite-gone-'))
    const connections = await openConnections({ file: join(directory, 'x.db'), readers: 1, timeout: 100 })
    rmSync(directory, { recursive: true })
    const error = await failure(() => connections.execute(names, options))
    expect(error).toBeInstanceOf(ConnectionLost)
    expect(error).toHaveProperty('message', expect.stringContaining('directory does not exist'))
    await connections.close()
  })
})

describe('the connections', () => {
  it('are refused for a file that is no database', async () => {
    writeFileSync(db.file + '.txt', 'this is text, not a database'.repeat(100))
    const open = () => openConnections({ file: db.file + '.txt', readers: 1, timeout: 100 })
    expect(await failure(open)).toMatchObject({ message: expect.stringContaining('holds something else') as unknown })
  })

  it('answer what was sent before they close, and nothing after', async () => {
    const session = await db.connections.acquire({ ...options, effect: 'write' })
    const sent = [run(insert('queued')), run(names)]
    const closed = db.connections.close()
    expect(await failure(() => run(names))).toBeInstanceOf(UsageError)
    expect(() => db.connections.blocking()).toThrow(UsageError)
    await session.execute(insert('held'), options)
    await session.release('clean')
    await closed
    await expect(Promise.all(sent)).resolves.toHaveLength(2)
  })

  it('close although a session is held for ever', async () => {
    const session = await impatient.connections.acquire({ ...options, effect: 'write' })
    await impatient.connections.close()
    expect(await failure(() => session.execute(names, options))).toBeInstanceOf(ConnectionLost)
    await session.release('dirty')
  })

  it.each(['closed', 'left open'])('in memory are one database for both halves; %s, they leave no file', (end) => {
    const temporary = mkdtempSync(join(tmpdir(), 'orm-sqlite-memory-'))
    const script = `
      import { readdirSync } from 'node:fs'
      import { openConnections } from '${new URL('../../dist/dialects/sqlite/open-connections.js', import.meta.url).href}'
      const connections = await openConnections({ file: ':memory:', readers: 2, timeout: 1000 })
      const statement = (sql, effect) => ({ sql, parameters: [], effect, prepare: true, compiled: false })
      const options = { caller: { describe: () => 'a script' } }
      connections.blocking().execute(statement('create table t (id integer)', 'write'))
      await connections.execute(statement('insert into t values (41), (1)', 'write'), options)
      console.log(connections.blocking().execute(statement('select sum(id) from t', 'read')).rows)
      console.log((await connections.execute(statement('select count(*) from t', 'read'), options)).rows)
      console.log(readdirSync(process.env.TMPDIR).length)
      ${end === 'closed' ? 'await connections.close()' : ''}`
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 20_000,
      env: { ...process.env, TMPDIR: temporary },
    })
    expect(out.toString()).toBe('[ [ 42 ] ]\n[ [ 2 ] ]\n1\n')
    expect(readdirSync(temporary)).toEqual([])
    rmSync(temporary, { recursive: true })
  })
})
