import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import type { Parameter, Statement } from '../../dist/dialects/connections.js'
import { openBlocking } from '../../dist/dialects/blocking/open-blocking.js'
import * as errors from '../../dist/errors/database-error.js'
import { UsageError } from '../../dist/errors/usage-error.js'

const directory = mkdtempSync(join(tmpdir(), 'orm-blocking-'))
afterAll(() => rmSync(directory, { recursive: true }))

let files = 0
let connection: ReturnType<typeof openBlocking>
beforeEach(() => {
  connection = openNew()
})
afterEach(() => connection.close())

function openNew(timeout = 5000) {
  const module = new URL('./sqlite-session.mjs', import.meta.url)
  return openBlocking({ module, options: { file: join(directory, `${++files}.db`) }, timeout, name: 'main' })
}

function statement(sql: string, ...parameters: Parameter[]): Statement {
  return { sql, parameters, effect: 'write', prepare: false, compiled: false }
}

function run(sql: string, ...parameters: Parameter[]) {
  return connection.execute(statement(sql, ...parameters))
}

function stream(sql: string, chunkSize = 100) {
  return connection.stream(statement(sql), chunkSize)
}

function fill(count: number) {
  run('create table t (id integer primary key, text)')
  run(
    `with recursive n (n) as (select 1 union all select n + 1 from n where n < ${count}) insert into t select n, 'row ' || n from n`,
  )
}

function thrown(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}

describe('statements', () => {
  it('are answered, with the changes they made', () => {
    fill(3)
    expect(run('select * from t where id > ?', 1)).toEqual({
      rows: [
        [2, 'row 2'],
        [3, 'row 3'],
      ],
      changes: 0,
      connection: 'main',
    })
    expect(run('delete from t').changes).toBe(3)
  })

  it('bring 10,000 rows', () => {
    fill(10_000)
    expect(run('select * from t').rows).toHaveLength(10_000)
  })

  it('carry 64-bit integers and bytes both ways', () => {
    const bytes = new Uint8Array([0, 255, 7])
    const [row] = run('select ? = 9007199254740993, ?, cast(? as text)', 9007199254740993n, bytes, 2n ** 62n).rows
    expect(row?.[0]).toBe(1)
    expect(row?.[1]).toEqual(bytes)
    expect(row?.[2]).toBe('4611686018427387904')
  })

  it('answer many callers one after another', () => {
    for (let n = 0; n < 500; n++) expect(run('select ?', `${n}`).rows).toEqual([[`${n}`]])
  })
})

describe('errors', () => {
  const failure = { message: 'it failed', driverCode: 'X1', sql: 'select 1', parameters: ['secret'], hint: 'try this' }
  const names = [
    'DatabaseError',
    'ProgrammingError',
    'DataError',
    'OperationalError',
    'LockTimeout',
    'StatementTimeout',
    'SerializationFailure',
    'Deadlock',
    'ConnectionLost',
  ] as const

  it.each(names)('%s keeps its class, message and fields', (name) => {
    const expected = new errors[name](failure)
    const error = thrown(() => run('throw', name, JSON.stringify(failure)))
    expect(error).toBeInstanceOf(errors[name])
    expect(error).toMatchObject({ name, code: expected.code, driverCode: 'X1', sql: 'select 1', hint: 'try this' })
    expect(error).toHaveProperty('message', expected.message)
    expect(error).toHaveProperty('stack', expect.stringContaining('open-blocking.test'))
    expect(error).toHaveProperty('stack', expect.stringMatching(`^${name}: it failed`))
  })

  it('IntegrityError keeps what it knows of the constraint', () => {
    const constraint = { kind: 'unique', constraint: 'one_email', table: 'users', fields: ['email'] }
    const error = thrown(() => run('throw', 'IntegrityError', JSON.stringify({ ...failure, ...constraint })))
    expect(error).toBeInstanceOf(errors.IntegrityError)
    expect(error).toMatchObject(constraint)
  })

  it('of the driver keep their cause and codes', () => {
    const error = thrown(() => run('throw with cause'))
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'TypeError', message: 'outer', cause: { message: 'inner', errno: 7 } })
    expect(thrown(() => run('selec'))).toMatchObject({ code: 'SQLITE_ERROR', message: 'near "selec": syntax error' })
  })
})

describe('a thread', () => {
  it.each([
    ['waits for ever', 'hang', 'did not answer within 1100 ms'],
    ['never comes back to its loop', 'spin', 'did not answer within 1100 ms'],
    ['exits', 'exit', 'stopped: it ended'],
    ['throws where nobody catches', 'crash', 'stopped: nobody catches this'],
  ])('that %s is replaced at the next call', async (_, sql, message) => {
    await connection.close()
    connection = openNew(100)
    fill(1)
    const error = thrown(() => run(sql))
    expect(error).toBeInstanceOf(errors.ConnectionLost)
    expect(error).toHaveProperty('message', expect.stringContaining(message))
    expect(run('select count(*) from t').rows).toEqual([[1]])
  })

  it('that ends inside a transaction takes the transaction with it', () => {
    fill(1)
    run('begin immediate')
    run('delete from t')
    expect(thrown(() => run('exit'))).toBeInstanceOf(errors.ConnectionLost)
    // On the new connection these would be committed each by itself.
    expect(thrown(() => run("insert into t values (9, 'alone')"))).toBeInstanceOf(errors.ConnectionLost)
    expect(thrown(() => run('commit'))).toBeInstanceOf(errors.ConnectionLost)
    expect(thrown(() => [...stream('select 1')])).toBeInstanceOf(errors.ConnectionLost)
    run('rollback')
    expect(run('select * from t').rows).toEqual([[1, 'row 1']])
  })

  it('whose session loses its connection opens another, outside the transaction', () => {
    fill(1)
    run('begin')
    run('delete from t')
    const failure = JSON.stringify({ message: 'gone', driverCode: '57P01', sql: '' })
    expect(thrown(() => run('throw', 'ConnectionLost', failure))).toHaveProperty('driverCode', '57P01')
    expect(thrown(() => run('rollback to savepoint a'))).toBeInstanceOf(errors.ConnectionLost)
    run('rollback')
    expect(run('select id from t').rows).toEqual([[1]])
  })

  it.each([
    ['that does not exist', './not-there.mjs', "can't be loaded"],
    ['without openSession', './no-session.mjs', "does not export a function 'openSession'"],
  ])('can not run a module %s', async (_, path, message) => {
    const broken = openBlocking({ module: new URL(path, import.meta.url), options: {}, timeout: 5000, name: 'main' })
    for (let n = 0; n < 2; n++) {
      const error = thrown(() => broken.execute(statement('select 1')))
      expect(error).toBeInstanceOf(UsageError)
      expect(error).toHaveProperty('message', expect.stringContaining(message))
    }
    await broken.close()
  })

  it('tells what its session failed to open', async () => {
    const module = new URL('./sqlite-session.mjs', import.meta.url)
    const broken = openBlocking({ module, options: { file: '/no/such/directory' }, timeout: 5000, name: 'main' })
    expect(thrown(() => broken.execute(statement('select 1')))).toHaveProperty(
      'message',
      expect.stringContaining('directory does not exist'),
    )
    await broken.close()
  })

  it('does not keep the process alive, closed or not', () => {
    const script = `
      import { openBlocking } from '${new URL('../../dist/dialects/blocking/open-blocking.js', import.meta.url).href}'
      const module = new URL('${new URL('./sqlite-session.mjs', import.meta.url).href}')
      const connection = openBlocking({ module, options: { file: ':memory:' }, timeout: 1000, name: 'main' })
      const one = { sql: 'select 41 + 1', parameters: [], effect: 'read', prepare: true, compiled: false }
      console.log(connection.execute(one).rows)`
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 })
    expect(out.toString()).toBe('[ [ 42 ] ]\n')
  })
})

describe('streams', () => {
  const query = 'select id from t order by id'
  const ids = (chunks: Iterable<readonly (readonly unknown[])[]>) => [...chunks].flat().map(([id]) => id)
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

  it('come chunk by chunk', () => {
    fill(1050)
    const chunks = [...stream(query, 100)]
    expect(chunks.map((chunk) => chunk.length)).toEqual([...Array<number>(10).fill(100), 50])
    expect(ids(chunks)).toEqual(upTo(1050))
    expect([...stream('select 1 where false')]).toEqual([])
  })

  it('go on while other statements and streams run', () => {
    fill(300)
    const seen: unknown[] = []
    for (const rows of stream(query, 100)) {
      seen.push(...rows.flat())
      run('update t set text = ?', 'changed')
      expect(ids(stream(query, 7))).toEqual(upTo(300))
    }
    expect(seen).toEqual(upTo(300))
  })

  it('see what their transaction wrote, and go on beside its statements', () => {
    fill(250)
    run('begin immediate')
    run("insert into t values (251, 'uncommitted')")
    const seen: unknown[] = []
    for (const rows of stream(query, 100)) {
      seen.push(...rows.flat())
      run('update t set text = ?', 'changed')
    }
    expect(seen).toEqual(upTo(251))
    run('rollback')
    expect(run('select count(*) from t').rows).toEqual([[250]])
  })

  it('are let go of when the loop is left', () => {
    fill(1000)
    for (let n = 0; n < 20; n++) {
      for (const rows of stream(query, 10)) {
        expect(rows).toHaveLength(10)
        break
      }
    }
    // SQLite refuses this while a statement reads.
    run('drop table t')
  })

  it('tell of an error at the chunk it comes with', () => {
    fill(250)
    run("insert into t values (1000, 'x')")
    const failing = stream("select case id when 1000 then 'fail here' else id end from t order by id", 100)
    expect(failing.next().value).toHaveLength(100)
    expect(failing.next().value).toHaveLength(100)
    expect(thrown(() => failing.next())).toHaveProperty('message', 'the stream broke')
    expect(failing.next().done).toBe(true)
    expect(thrown(() => stream('selec').next())).toHaveProperty('code', 'SQLITE_ERROR')
  })

  it('end with the thread that ran them', () => {
    fill(300)
    const open = stream(query, 100)
    open.next()
    expect(thrown(() => run('exit'))).toBeInstanceOf(errors.ConnectionLost)
    expect(thrown(() => open.next())).toBeInstanceOf(errors.ConnectionLost)
    expect(ids(stream(query))).toEqual(upTo(300))
  })
})
