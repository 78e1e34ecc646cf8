import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConnectionLost, IntegrityError, LockTimeout, StatementTimeout } from '../../dist/errors/database-error.js'
import type { MariadbConnections } from '../../dist/dialects/mariadb/open-mariadb.js'
import type { Parameter } from '../../src/dialects/connections.ts'
import { mariadbUrl } from '../databases/mariadb-url.ts'
import { caller, manyRows, prepared, testDatabase, text } from './database.ts'

describe.skipIf(!mariadbUrl)('blocking calls on MariaDB', () => {
  const database = testDatabase()
  let mariadb: MariadbConnections
  beforeAll(async () => {
    mariadb = await database.open({ statementTimeout: 3_000, lockTimeout: 1_000 })
    run('create table users (id int primary key auto_increment, email varchar(20) unique, bytes blob)')
  })
  afterAll(() => mariadb.close())

  const run = (sql: string, ...parameters: Parameter[]) => mariadb.blocking().execute(text(sql, ...parameters))
  const thrown = (work: () => unknown): unknown => {
    try {
      work()
    } catch (error) {
      return error
    }
    throw new Error('Nothing was thrown.')
  }

  it('answer rows, changes and the key of an inserted row', () => {
    const insert = prepared('insert into users (email, bytes) values (?, ?)', 'ada@x.org', new Uint8Array([0, 255]))
    expect(mariadb.blocking().execute(insert)).toMatchObject({
      rows: [],
      changes: 1,
      insertId: 1,
      connection: 'blocking',
    })
    const [[id, email, bytes] = []] = mariadb.blocking().execute(prepared('select * from users where id = ?', 1)).rows
    expect([id, email]).toEqual([1, 'ada@x.org'])
    expect(bytes).toBeInstanceOf(Uint8Array)
    expect(thrown(() => mariadb.blocking().execute(insert))).toBeInstanceOf(IntegrityError)
  })

  it('have transactions of their own', async () => {
    run('start transaction')
    run("insert into users (email) values ('bob@x.org')")
    const seen = await mariadb.execute(text("select count(*) from users where email = 'bob@x.org'"), caller)
    expect(seen.rows).toEqual([[0]])
    run('rollback')
    expect(run("select count(*) from users where email = 'bob@x.org'").rows).toEqual([[0]])
  })

  it('stream in chunks, and others run between', () => {
    let count = 0
    for (const chunk of mariadb.blocking().stream(text(manyRows(4)), 1_000)) {
      count += chunk.length
      expect(run('select 1').rows).toEqual([[1]])
    }
    expect(count).toBe(10_000)
  })

  it('end when a statement or the wait for a lock takes too long', async () => {
    if (mariadb.server.flavour === 'mariadb') {
      expect(thrown(() => run('select sleep(30)'))).toBeInstanceOf(StatementTimeout)
    }
    const session = await mariadb.acquire({ ...caller, effect: 'write' })
    await session.execute(text('start transaction'), caller)
    await session.execute(text("update users set email = 'x' where id = 1"), caller)
    expect(thrown(() => run("update users set email = 'y' where id = 1"))).toBeInstanceOf(LockTimeout)
    await session.release('dirty')
  })

  it('of a connection that the server kills fail, and the next has a new one', async () => {
    const [[id] = []] = run('select connection_id()').rows
    await database.admin(`kill ${id as number}`)
    expect(thrown(() => run('select 1'))).toBeInstanceOf(ConnectionLost)
    expect(run('select 1').rows).toEqual([[1]])
  })
})
