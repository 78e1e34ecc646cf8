import { setTimeout as sleep } from 'node:timers/promises'
import { threadId } from 'node:worker_threads'
import { Product } from '../shop-models.ts'
import { asyncToSync } from '../../dist/bridges/async-to-sync.js'
import { syncToAsync } from '../../dist/bridges/sync-to-async.js'
import type * as pagesModule from './pages.ts'

// Both kinds of functions, which call each other through the bridges in the tests.

const here = new URL(import.meta.url)
const asynchronous = syncToAsync<typeof pagesModule>(here)
const blocking = asyncToSync<typeof pagesModule>(here)
const anywhere = syncToAsync<typeof pagesModule>(here, { threadSensitive: false })

export const place = () => threadId

export async function load(page: number): Promise<{ readonly page: number; readonly thread: number }> {
  await sleep(1)
  if (page < 0) throw new RangeError(`There is no page ${page}.`)
  return { page, thread: threadId }
}

export const never = () => new Promise<never>(() => undefined)

export async function end(): Promise<never> {
  await sleep(1)
  process.exit(4)
}

export async function throwLater(): Promise<never> {
  setTimeout(() => {
    throw new Error('Nobody catches this.')
  })
  return never()
}

/** Where the asynchronous function runs, and where its thread-sensitive and its other functions do. */
export async function places(): Promise<{ own: number; sensitive: number; other: number }> {
  const [sensitive, other] = await Promise.all([asynchronous.place(), anywhere.place()])
  return { own: threadId, sensitive, other }
}

/** A synchronous function that waits for an asynchronous one that calls a synchronous one, `depth` times. */
export function nest(depth: number): readonly number[] {
  return [threadId, ...(depth > 0 ? blocking.nestLater(depth - 1) : [])]
}

export async function nestLater(depth: number): Promise<readonly number[]> {
  return [threadId, ...(await asynchronous.nest(depth))]
}

export async function failInside(): Promise<string> {
  try {
    return String(await asynchronous.refuse())
  } catch (error) {
    return String(error)
  }
}

export function refuse(): never {
  throw new TypeError('Refused there.')
}

/** Leaves a call behind whose thread no longer waits when it is made; `leftBehind` says what became of it. */
export async function leave(): Promise<void> {
  void sleep(5).then(async () => {
    left = await asynchronous.place().then(String, String)
  })
}

let left = 'nothing yet'

export async function leftBehind(): Promise<string> {
  while (left === 'nothing yet') await sleep(1)
  return left
}

/** Calls through the bridge where nothing can await it; `ownCall` says what became of it. */
export function beginOwnCall(): void {
  void asynchronous
    .place()
    .then(String, String)
    .then((outcome) => (own = outcome))
}

let own = 'nothing yet'

export const ownCall = () => own

export async function queryBlocking(): Promise<number> {
  return Product.objects.count()
}
