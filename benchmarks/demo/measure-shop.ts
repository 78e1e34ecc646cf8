import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Load, Measurement } from './drive.ts'
import { serveShop } from './served-shop.ts'

/** The endpoints under load. A batch has one caller. */
export const ENDPOINTS = [
  { name: 'dashboard', method: 'GET', path: '/users/:id/dashboard', connections: [1, 50] },
  { name: 'aggregation', method: 'GET', path: '/users/:id/summary', connections: [1, 50] },
  { name: 'in-line aggregation', method: 'GET', path: '/users/:id/overview', connections: [1, 50] },
  { name: 'batch of 5 orders', method: 'POST', path: '/orders/process?limit=5', connections: [1] },
] as const

/** Of one endpoint at one concurrency; the stall in milliseconds. */
export interface Row extends Measurement {
  readonly endpoint: string
  readonly connections: number
  readonly stall: number
}

/** Serves a built shop and puts each endpoint under load for `seconds`, from a process of its own. */
export async function measureShop(
  folder: string,
  database: string,
  { urls, users, seconds }: { urls: NodeJS.ProcessEnv; users: number; seconds: number },
): Promise<Row[]> {
  const shop = await serveShop(folder, database, urls)
  const driver = fork(fileURLToPath(new URL('drive.ts', import.meta.url)))
  const rows: Row[] = []
  try {
    for (const { name, method, path, connections: steps } of ENDPOINTS) {
      for (const connections of steps) {
        await shop.longestStall()
        const load = { url: shop.url, method, path, ids: users, connections, seconds }
        const measurement = await drive(driver, load)
        rows.push({ endpoint: name, connections, ...measurement, stall: await shop.longestStall() })
      }
    }
  } finally {
    shop.stop()
    driver.kill()
  }
  return rows
}

async function drive(driver: ChildProcess, load: Load): Promise<Measurement> {
  driver.send(load)
  const [measurement] = (await once(driver, 'message')) as [Measurement]
  if (measurement.failed > 0) throw new Error(`${measurement.failed} requests of ${load.method} ${load.path} failed`)
  return measurement
}
