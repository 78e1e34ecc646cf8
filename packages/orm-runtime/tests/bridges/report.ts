import { threadId } from 'node:worker_threads'

// Synchronous functions, which the tests run on worker threads.

let calls = 0

export const place = () => threadId

export function makeReport(year: number, names: readonly string[]): { title: string; made: Date } {
  return { title: `${year}: ${names.join(', ')}`, made: new Date(0) }
}

/** Blocks for some milliseconds, then answers how many calls its thread has run. */
export function busy(milliseconds: number): { readonly thread: number; readonly call: number; readonly at: number } {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
  calls += 1
  return { thread: threadId, call: calls, at: performance.timeOrigin + performance.now() }
}

export function end(): never {
  process.exit(3)
}

export function unsendable(): unknown {
  return () => 1
}

export async function late(): Promise<number> {
  return 1
}

export const version = 'not a function'
