// The PostgreSQL server that all tests of one run share, as vitest's global set-up. It is started when the first test asks
// for it, so that a run without such tests pays for a listening socket only.
import { createServer } from 'node:net'
import type { TestProject } from 'vitest/node'
import { startPostgres, type PostgresServer } from './start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The port that tells a URL to everybody who connects, and starts the server for the first of them. */
    readonly postgresOnDemand: number
  }
}

export default async function serveOnDemand(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<PostgresServer> | undefined
  const listener = createServer((socket) => {
    started ??= startPostgres(process.env['ORM_POSTGRES_MAJOR'] === '18' ? '18' : '15')
    socket.on('error', () => undefined)
    started.then(
      ({ url }) => socket.end(JSON.stringify({ url })),
      (error: unknown) => socket.end(JSON.stringify({ failure: String(error) })),
    )
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  listener.unref()
  const address = listener.address()
  project.provide('postgresOnDemand', typeof address === 'object' && address ? address.port : 0)
  return async () => {
    listener.close()
    const server = await started?.catch(() => undefined)
    await server?.end()
  }
}
