import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'guestbook-'))
let server: ChildProcess
let address: string

beforeAll(async () => {
  server = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
    cwd: join(import.meta.dirname, '../examples/guestbook'),
    env: { ...process.env, GUESTBOOK_DATABASE: join(folder, 'guestbook.db'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!server.stdout) throw new Error('The server has no output.')
  const [line] = (await once(createInterface(server.stdout), 'line')) as [string]
  address = line
})

afterAll(async () => {
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  await ended
  rmSync(folder, { recursive: true })
})

test('the example keeps entries and their authors', async () => {
  expect(await post({ author: 'Ada', text: 'First' })).toEqual([201, { id: 1, authorId: 1 }])
  expect(await post({ author: 'Ada', text: 'Second' })).toEqual([201, { id: 2, authorId: 1 }])
  const lines = (await (await fetch(`${address}/entries`)).text()).trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(['Second', 'First'])
  expect(await get('/authors/1')).toEqual([200, { name: 'Ada', entries: 2 }])
})

test('the example says what is wrong with a request', async () => {
  expect(await get('/authors/9')).toEqual([404, { error: 'Author matching query does not exist.' }])
  expect(await post({ author: 'Ada' })).toEqual([400, { error: 'Send { "author": …, "text": … }.' }])
  expect((await get('/nowhere'))[0]).toBe(404)
})

async function get(path: string): Promise<[status: number, body: unknown]> {
  const response = await fetch(address + path)
  return [response.status, await response.json()]
}

async function post(body: object): Promise<[status: number, body: unknown]> {
  const response = await fetch(`${address}/entries`, { method: 'POST', body: JSON.stringify(body) })
  return [response.status, await response.json()]
}
