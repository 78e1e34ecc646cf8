import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MariadbConnections } from '../../dist/dialects/mariadb/open-mariadb.js'
import { openMariadb } from '../../dist/dialects/mariadb/open-mariadb.js'
import type { Cell, Parameter } from '../../src/dialects/connections.ts'
import { mariadbUrl } from '../databases/mariadb-url.ts'
import { caller, failure, prepared, testDatabase, text } from './database.ts'

describe.skipIf(!mariadbUrl)('statements on MariaDB', () => {
  const database = testDatabase()
  let mariadb: MariadbConnections
  beforeAll(async () => {
    mariadb = await database.open()
  })

  const rowsOf = async (sql: string, ...parameters: Parameter[]) =>
    (await mariadb.execute(prepared(sql, ...parameters), caller)).rows
  const textRowsOf = async (sql: string) => (await mariadb.execute(text(sql), caller)).rows

  it('run in UTC, read committed, strict, in utf8mb4, as found rows', async () => {
    const isolation = mariadb.server.flavour === 'mariadb' ? '@@tx_isolation' : '@@transaction_isolation'
    const [row = []] = await textRowsOf(
      `select @@time_zone, ${isolation}, @@sql_mode, @@character_set_client, @@character_set_results`,
    )
    expect(row.toSpliced(2, 1)).toEqual(['+00:00', 'READ-COMMITTED', 'utf8mb4', 'utf8mb4'])
    expect(row[2]).toMatch(/STRICT_TRANS_TABLES/)
    expect(row[2]).not.toMatch(/ANSI_QUOTES|NO_BACKSLASH_ESCAPES/)
    await mariadb.execute(text('create table found (id int primary key, n int)'), caller)
    await mariadb.execute(text('insert into found values (1, 5), (2, 5)'), caller)
    expect((await mariadb.execute(prepared('update found set n = 5 where n = ?', 5), caller)).changes).toBe(2)
  })

  it('say which server answers', () => {
    expect(mariadb.server.flavour).toMatch(/^(mariadb|mysql)$/)
    expect(mariadb.server.version[0]).toBeGreaterThanOrEqual(8)
  })

  const bindings: { value: Parameter; as: string; cell: Cell }[] = [
    { value: 7, as: '? + 1', cell: 8 },
    { value: -7, as: '?', cell: -7 },
    { value: Number.MAX_SAFE_INTEGER, as: '?', cell: Number.MAX_SAFE_INTEGER },
    { value: 2n ** 53n + 1n, as: '?', cell: '9007199254740993' },
    { value: -(2n ** 63n), as: '?', cell: '-9223372036854775808' },
    { value: 2n ** 64n - 1n, as: '?', cell: '18446744073709551615' },
    { value: 10n ** 30n, as: 'cast(? as decimal(40))', cell: '1000000000000000000000000000000' },
    { value: 1.5, as: '?', cell: 1.5 },
    { value: true, as: '?', cell: 1 },
    { value: false, as: '?', cell: 0 },
    { value: null, as: '?', cell: null },
    { value: 'ä😀\'"\\\n\0', as: '?', cell: 'ä😀\'"\\\n\0' },
    {
      value: new Date(Date.UTC(2026, 1, 3, 4, 5, 6, 7)),
      as: 'cast(? as datetime(3))',
      cell: '2026-02-03 04:05:06.007',
    },
  ]
  for (const { value, as, cell } of bindings) {
    const shown = typeof value === 'bigint' ? `${value}n` : JSON.stringify(value)
    it(`bind ${shown} so that \`select ${as}\` answers ${JSON.stringify(cell)}`, async () => {
      expect(await rowsOf(`select ${as}`, value)).toEqual([[cell]])
      expect((await mariadb.execute(text(`select ${as}`, value), caller)).rows).toEqual([[cell]])
    })
  }

  it('bind bytes as bytes, of a part of a larger buffer too', async () => {
    const bytes = new Uint8Array([9, 0, 255, 128, 9]).subarray(1, 4)
    const [[cell, hex] = []] = await rowsOf('select cast(? as binary), hex(?)', bytes, bytes)
    expect(cell).toBeInstanceOf(Uint8Array)
    expect([...(cell as Uint8Array)]).toEqual([0, 255, 128])
    expect(hex).toBe('00FF80')
  })

  it('take integers for LIMIT and OFFSET, and a question mark in a text for what it is', async () => {
    expect(
      await rowsOf(
        "select '?', n from (select 1 n union select 2 union select 3) t order by n limit ? offset ?",
        1,
        1n,
      ),
    ).toEqual([['?', 2]])
    expect(await textRowsOf("select '?'")).toEqual([['?']])
  })

  for (const { value, why } of [
    { value: NaN, why: "NaN can't be a parameter" },
    { value: Infinity, why: "Infinity can't be a parameter" },
    { value: [1, 2], why: "A list can't be a parameter" },
    { value: undefined as unknown as Parameter, why: "A undefined can't be a parameter" },
  ]) {
    it(`refuse ${String(value)} and go on`, async () => {
      expect(String(await failure(mariadb, prepared('select ?', value)))).toMatch(why)
      expect(await rowsOf('select 1')).toEqual([[1]])
    })
  }

  it('answer cells as the server has them, prepared and not', async () => {
    await mariadb.execute(
      text(`create table cells (id bigint unsigned primary key auto_increment, d double, de decimal(30, 10),
        dt datetime(3), da date, ti time(3), j json, bl blob, tx longtext, bo boolean, u char(36))`),
      caller,
    )
    const insert = prepared(
      'insert into cells (d, de, dt, da, ti, j, bl, tx, bo, u) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      0.1,
      '12345678901234567890.0123456789',
      '2026-01-02 03:04:05.678',
      '2026-01-02',
      '-12:13:14.567',
      '{"a":9007199254740993}',
      new Uint8Array([0, 255]),
      'ä😀',
      true,
      '6ccd780c-baba-1026-9564-5b8c656024db',
    )
    expect(await mariadb.execute(insert, caller)).toMatchObject({ rows: [], changes: 1, insertId: 1 })
    const expected = [
      1,
      0.1,
      '12345678901234567890.0123456789',
      '2026-01-02 03:04:05.678',
      '2026-01-02',
      '-12:13:14.567',
      expect.stringMatching(/^\{"a": ?9007199254740993\}$/),
      new Uint8Array([0, 255]),
      'ä😀',
      1,
      '6ccd780c-baba-1026-9564-5b8c656024db',
    ]
    const plain = (rows: readonly (readonly Cell[])[]) =>
      rows.map((row) => row.map((cell) => (cell instanceof Uint8Array ? new Uint8Array(cell) : cell)))
    expect(plain(await rowsOf('select * from cells'))).toEqual([expected])
    expect(plain(await textRowsOf('select * from cells'))).toEqual([expected])
  })

  it('answer the key of an inserted row, exactly', async () => {
    await mariadb.execute(text('create table keyed (id bigint unsigned primary key auto_increment, n int)'), caller)
    const insert = async (sql: string) => (await mariadb.execute(prepared(sql), caller)).insertId
    expect(await insert('insert into keyed (n) values (1)')).toBe(1)
    await insert('insert into keyed (id) values (9007199254740993)')
    expect(await insert('insert into keyed (n) values (2)')).toBe(9007199254740994n)
    await insert('insert into keyed (id) values (18446744073709551000)')
    expect(await insert('insert into keyed (n) values (3)')).toBe(18446744073709551001n)
    expect(await insert('update keyed set n = 4')).toBeUndefined()
  })

  it('answer what RETURNING returns, and how many rows that were', async ({ skip }) => {
    skip(mariadb.server.flavour === 'mysql', 'MySQL has no RETURNING')
    await mariadb.execute(text('create table returned (id int primary key auto_increment, n int)'), caller)
    const outcome = await mariadb.execute(
      prepared('insert into returned (n) values (?), (?) returning id', 1, 2),
      caller,
    )
    expect(outcome).toMatchObject({ rows: [[1], [2]], changes: 2 })
    expect((await mariadb.execute(prepared('select id from returned for update'), caller)).changes).toBe(0)
  })

  it('are kept prepared up to the limit, those that come once not at all', async () => {
    const few = await database.open({ max: 1, preparedStatements: 3 })
    const count = async () =>
      Number((await few.execute(text("show session status like 'Prepared_stmt_count'"), caller)).rows[0]?.[1])
    // The count is the server's, so other tests' statements are in it.
    const before = await count()
    for (let n = 0; n < 20; n++) await few.execute(prepared(`select ${n} + ?`, n), caller)
    expect((await few.execute(prepared('select 19 + ?', 1), caller)).rows).toEqual([[20]])
    expect((await count()) - before).toBeLessThanOrEqual(3)
    for (let n = 0; n < 20; n++) await few.execute(text(`select ${n} - ?`, n), caller)
    expect((await count()) - before).toBeLessThanOrEqual(3)
  })

  it('go to whichever server options name, and say so where none answers', async () => {
    const { hostname, port, username, password } = new URL(mariadbUrl ?? '')
    const server = { host: hostname, port: Number(port || 3306), user: decodeURIComponent(username) }
    const other = await openMariadb({ ...server, password: decodeURIComponent(password) })
    expect((await other.execute(text('select 1'), caller)).rows).toEqual([[1]])
    await other.close()
    await expect(openMariadb('mysql://root@127.0.0.1:1/shop')).rejects.toMatchObject({
      name: 'OperationalError',
      driverCode: 'ECONNREFUSED',
      message: expect.stringContaining("Can't connect to the MariaDB database 'shop' at 127.0.0.1:1") as string,
    })
    const url = new URL(mariadbUrl ?? '')
    await expect(openMariadb(new URL('/no_such_database', url).href)).rejects.toMatchObject({
      driverCode: 'ER_BAD_DB_ERROR',
    })
    await expect(openMariadb('postgres://localhost/shop')).rejects.toThrow("not a URL of the form 'mysql://")
    await expect(openMariadb('mysql://localhost/shop?charset=latin1')).rejects.toThrow("a parameter 'charset'")
  })
  afterAll(() => mariadb.close())
})
