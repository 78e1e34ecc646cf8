import { setTimeout as sleep } from 'node:timers/promises'
import type { MariadbSettings } from './connection-options.ts'
import { connect } from './connect.ts'

// Milliseconds between the first two attempts, then twice as many each time.
const firstWait = 10
const longestWait = 2_000

/**
 * Kills what a connection is doing, from a connection of its own, and resolves when that has ended. One attempt may come
 * between the preparation of a statement and its execution, and then it hits nothing.
 * @throws Where the server can't be reached, or the statement goes on regardless.
 */
export async function killQuery(settings: MariadbSettings, threadId: number, work: Promise<unknown>): Promise<void> {
  let state: 'running' | 'ended' = 'running'
  const isRunning = () => state === 'running'
  const end = work.then(
    () => void (state = 'ended'),
    () => void (state = 'ended'),
  )
  const { wire } = await connect(settings)
  try {
    for (let wait = firstWait; isRunning(); wait *= 2) {
      if (wait > longestWait) throw new Error(`The statement of connection ${threadId} goes on after KILL QUERY.`)
      await new Promise<void>((resolve, reject) => {
        wire.query(`kill query ${threadId}`, (error) => (error ? reject(error) : resolve()))
      })
      await Promise.race([end, sleep(wait)])
    }
  } finally {
    wire.end()
  }
}
