import { setTimeout as sleep } from 'node:timers/promises'
import { SerializationFailure } from '../errors/database-error.ts'
import { UsageError } from '../errors/usage-error.ts'

// Milliseconds. Those that were ended together must not meet again, so each waits for a random part of its delay.
const firstDelay = 20
const longestDelay = 1_000

/** Does something again after each deadlock or serialisation failure, so many times at most. */
export async function retried<T>(
  attempt: () => Promise<T>,
  retries: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt()
    } catch (error) {
      if (failures >= retries || !isTransient(error) || signal?.aborted) throw error
    }
    await sleep(delay(failures), undefined, signal && { signal }).catch(() => signal?.throwIfAborted())
  }
}

/** The same on the calling thread, which waits as well. */
export function retriedBlocking<T>(attempt: () => T, retries: number): T {
  for (let failures = 0; ; failures++) {
    try {
      return attempt()
    } catch (error) {
      if (failures >= retries || !isTransient(error)) throw error
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delay(failures))
  }
}

/** @throws UsageError for what is no number of retries. */
export function checkRetries(retries: number): void {
  if (Number.isInteger(retries) && retries >= 0) return
  throw new UsageError(`\`retries\` takes a whole number of 0 or more, not ${String(retries)}.`)
}

function delay(failures: number): number {
  return Math.random() * Math.min(longestDelay, firstDelay * 2 ** failures)
}

/** True where the same transaction may succeed, also where the error was wrapped by the program or by a broken block. */
function isTransient(error: unknown): boolean {
  for (let depth = 0, one = error; one instanceof Error && depth < 10; depth++, one = one.cause) {
    if (one instanceof SerializationFailure) return true
  }
  return false
}
