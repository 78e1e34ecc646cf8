import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const reportStall = fileURLToPath(new URL('report-stall.mjs', import.meta.url))

export interface ServedShop {
  readonly url: string
  /** The longest time that its event loop did not turn since this was asked last, in milliseconds. */
  longestStall(): Promise<number>
  stop(): void
}

/** Serves a built shop on a database; its upstream services are at `urls`. */
export async function serveShop(folder: string, database: string, urls: NodeJS.ProcessEnv): Promise<ServedShop> {
  const shop = spawn(process.execPath, ['--import', reportStall, join(folder, 'dist/src/main.js')], {
    cwd: folder,
    env: { ...process.env, ...urls, DATABASE: database, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const url = (await firstLine(shop)).replace('listening on ', '')
  return {
    url,
    async longestStall() {
      shop.send('how long?')
      const [milliseconds] = (await once(shop, 'message')) as [number]
      return milliseconds
    },
    stop: () => void shop.kill(),
  }
}

/** Starts the services of the other teams, which answer after `milliseconds`; their URLs are environment variables. */
export async function serveUpstream(folder: string, milliseconds: number) {
  const services = spawn(process.execPath, [join(folder, 'dist/tests/upstream-services.js'), String(milliseconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const urls = JSON.parse(await firstLine(services)) as NodeJS.ProcessEnv
  return { urls, stop: () => void services.kill() }
}

/** What a process prints once it answers. */
async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout) for await (const line of createInterface(child.stdout)) return line
  throw new Error('the process ended before it was ready')
}
