import { afterAll, expect, test } from 'vitest'
import { openPostgres } from '../../src/dialects/postgres/open-postgres.ts'
import { OrmError } from '../../src/errors/orm-error.ts'
import { startPostgres } from '../databases/start-postgres.ts'
import { caller, once, read, rowsOf, until, write } from './open-database.ts'

const server = await startPostgres('15')
afterAll(() => server.end())

test('when the server restarts under load, queries fail clearly meanwhile and succeed again by themselves', async () => {
  const connections = await openPostgres({ url: server.url, acquireTimeout: 1_000 })
  await connections.execute(once('create table item (id serial primary key, name text)'), { caller })
  let [succeeded, stopped] = [0, false]
  const failures = new Set<unknown>()
  const load = async (): Promise<void> => {
    while (!stopped) {
      const work = [read('select name from item where id = $1', 1), write("insert into item (name) values ('a')")]
      const results = await Promise.allSettled(work.map((statement) => connections.execute(statement, { caller })))
      for (const result of results) {
        if (result.status === 'fulfilled') succeeded++
        else failures.add(result.reason)
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const loads = Array.from({ length: 16 }, load)
  for (let round = 0; round < 2; round++) {
    const before = succeeded
    await until(() => Promise.resolve(succeeded > before + 100))
    await server.ask('restart')
  }
  const after = succeeded
  await until(() => Promise.resolve(succeeded > after + 500))
  stopped = true
  await Promise.all(loads)
  for (const failure of failures) expect(failure).toBeInstanceOf(OrmError)
  expect(await rowsOf(connections, read('select 1'))).toEqual([['1']])
  await connections.close()
})
