// A session over better-sqlite3 for the tests of the bridge, with statements that misbehave on request.
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import * as errors from '../../dist/errors/database-error.js'

export async function openSession({ file }) {
  const connection = new BetterSqlite3(file)
  connection.pragma('journal_mode = wal')
  // Transactions of the test's connection and streams beside it must not wait for each other.
  connection.pragma('busy_timeout = 0')
  return {
    name: 'session',
    execute: async ({ sql, parameters }) => {
      await misbehave(sql, parameters)
      const statement = connection.prepare(sql)
      if (statement.reader) return { rows: statement.raw().all(...parameters), changes: 0, connection: 'session' }
      return { rows: [], changes: statement.run(...parameters).changes, connection: 'session' }
    },
    async *stream({ sql, parameters }, { chunkSize }) {
      let chunk = []
      for (const row of connection
        .prepare(sql)
        .raw()
        .iterate(...parameters)) {
        if (row[0] === 'fail here') throw new Error('the stream broke')
        chunk.push(row)
        if (chunk.length < chunkSize) continue
        yield chunk
        chunk = []
      }
      if (chunk.length > 0) yield chunk
    },
    release: async () => void connection.close(),
  }
}

async function misbehave(sql, parameters) {
  if (sql === 'hang') await sleep(600_000)
  if (sql === 'spin') for (;;);
  if (sql === 'exit') process.exit(3)
  if (sql === 'crash') {
    setImmediate(() => {
      throw new Error('nobody catches this')
    })
    await sleep(600_000)
  }
  if (sql === 'throw') throw new errors[parameters[0]](JSON.parse(parameters[1]))
  if (sql === 'throw with cause')
    throw new TypeError('outer', { cause: Object.assign(new Error('inner'), { errno: 7 }) })
}
