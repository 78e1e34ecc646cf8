import { setTimeout as sleep } from 'node:timers/promises'
import { Pool, type PooledDriver } from '../../src/pool/pool.ts'
import { poolDefaults, type PoolOptions } from '../../src/pool/pool-options.ts'

export interface Connection {
  readonly id: number
  usable: boolean
  answers: boolean
}

/** A pool of plain objects, and what happened to them in order: `open 1`, `ping 1`, `reset 1`, `close 1`. */
export function openPool(options: Partial<PoolOptions> = {}, driver: Partial<PooledDriver<Connection>> = {}) {
  const log: string[] = []
  let opened = 0
  const pool = new Pool<Connection>(
    {
      open: async () => {
        const id = ++opened
        log.push(`open ${id}`)
        await sleep(1)
        return { id, usable: true, answers: true }
      },
      ping: (connection) => answer('ping', connection),
      reset: (connection) => answer('reset', connection),
      close: async ({ id }) => {
        log.push(`close ${id}`)
        await sleep(1)
      },
      isUsable: ({ usable }) => usable,
      ...driver,
    },
    { ...poolDefaults, max: 2, acquireTimeout: 2_000, ...options },
  )
  async function answer(what: string, { id, answers }: Connection) {
    log.push(`${what} ${id}`)
    await sleep(1)
    if (!answers) throw new Error('gone')
  }
  return { pool, log }
}

export function caller(description: string) {
  return { caller: { describe: () => description } }
}
