import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Driver from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
import { close, connect, introspect, sqlite } from 'orm-runtime'

const directory = await mkdtemp(join(tmpdir(), 'orm-inspect-'))
afterAll(async () => {
  await close()
  await rm(directory, { recursive: true })
})

it('tells booleans of SQLite, which has none, by a default of true or false', async () => {
  const file = join(directory, 'others.db')
  const driver = new Driver(file)
  driver.exec(
    'create table groups (id text primary key not null, smart integer default false not null, n integer default 0)',
  )
  driver.close()
  await connect({ default: sqlite(file), models: [] })
  const [table] = await introspect()
  const found = table?.columns.map(({ name, type, default: given }) => [name, type.kind, given])
  expect(found).toEqual([
    ['id', 'text', undefined],
    ['smart', 'boolean', { kind: 'literal', value: false }],
    ['n', 'integer', { kind: 'literal', value: 0 }],
  ])
})
