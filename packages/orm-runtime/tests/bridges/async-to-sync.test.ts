import { threadId } from 'node:worker_threads'
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest'
import { aatomic, asyncContext, atomic, SynchronousOnlyOperation, TransactionError, UsageError } from 'orm-runtime'
import { asyncToSync } from '../../dist/bridges/async-to-sync.js'
import { closeBridges } from '../../dist/bridges/close-bridges.js'
import { syncToAsync } from '../../dist/bridges/sync-to-async.js'
import { BridgeTimeout, WorkerStopped } from '../../dist/errors/bridge-errors.js'
import { reportLongCalls, type LongCall } from '../../dist/execute/long-calls.js'
import { openShop } from '../open-shop.ts'
import type * as pagesModule from './pages.ts'

const address = new URL('./pages.ts', import.meta.url)
const pages = asyncToSync<typeof pagesModule>(address)
const onWorker = syncToAsync<typeof pagesModule>(address)

await openShop()
afterAll(closeBridges)

it('blocks until the asynchronous function has settled on another thread', () => {
  const { page, thread } = pages.load(3)
  expect(page).toBe(3)
  expect(thread).not.toBe(threadId)
  expect(pages.load(4).thread).toBe(thread)
  expect(asyncToSync<typeof pagesModule.load>(address, 'load')(5).page).toBe(5)
})

it('types the functions of a module by what they resolve to, and leaves out those that block', () => {
  expectTypeOf(pages.load).toEqualTypeOf<(page: number) => { readonly page: number; readonly thread: number }>()
  expectTypeOf(pages).not.toHaveProperty('place')
})

it('throws what it rejects with', () => {
  expect(() => pages.load(-1)).toThrow(RangeError)
  expect(() => pages.load(-1)).toThrow('There is no page -1.')
})

it('refuses blocking queries inside, as every asynchronous program does', () => {
  expect(() => pages.queryBlocking()).toThrow(SynchronousOnlyOperation)
})

describe('refuses', () => {
  const refusals: [where: string, call: () => unknown, error: new (...all: never[]) => Error, message: string][] = [
    [
      'an async context, and names what to await',
      () => asyncContext(() => pages.load(1)),
      SynchronousOnlyOperation,
      '`load` by asyncToSync blocks the event loop inside an async context. Await the function itself: `await load(…)`.',
    ],
    ['aatomic', () => aatomic(() => pages.load(1)), SynchronousOnlyOperation, 'inside an `aatomic` block'],
    ['atomic', () => atomic(() => pages.load(1)), TransactionError, '`load` by asyncToSync inside `atomic`'],
    ['a timeout of nothing', () => asyncToSync(address, 'load', { timeout: 0 }), UsageError, 'timeout: 0'],
    [
      'a parameter that can not be cloned',
      () => asyncToSync(address, 'load')(() => 1),
      UsageError,
      'parameters of `load`',
    ],
    ['a name that is not exported', () => asyncToSync(address, 'laod')(), UsageError, "no function 'laod'"],
  ]
  it.each(refusals)('%s', async (_, call, error, message) => {
    const attempt = (async () => call())()
    await expect(attempt).rejects.toThrow(error)
    await expect(attempt).rejects.toThrow(message)
  })

  it('no async context where ORM_ALLOW_ASYNC_UNSAFE is 1', async () => {
    process.env['ORM_ALLOW_ASYNC_UNSAFE'] = '1'
    try {
      expect(await asyncContext(() => pages.load(1).page)).toBe(1)
    } finally {
      delete process.env['ORM_ALLOW_ASYNC_UNSAFE']
    }
  })
})

describe('a thread that does not answer is replaced', () => {
  const ends: [how: string, call: () => unknown, error: new (...all: never[]) => Error, message: string][] = [
    [
      'after the timeout',
      () => asyncToSync(address, 'never', { timeout: 300 })(),
      BridgeTimeout,
      '`never` did not settle within 300 ms',
    ],
    ['when it exits', () => pages.end(), WorkerStopped, 'that ran `end` stopped: it ended with code 4'],
    ['when an error is uncaught', () => pages.throwLater(), WorkerStopped, 'Error: Nobody catches this.'],
  ]
  it.each(ends)('%s', (_, call, error, message) => {
    const before = pages.load(1).thread
    let thrown: unknown
    try {
      call()
    } catch (caught) {
      thrown = caught
    }
    expect(thrown).toBeInstanceOf(error)
    expect(String(thrown)).toContain(message)
    expect(pages.load(1).thread).not.toBe(before)
  })
})

describe('one inside the other', () => {
  it('runs thread-sensitive functions on the thread that waits, and others elsewhere', async () => {
    const fromHere = pages.places()
    expect(fromHere.sensitive).toBe(threadId)
    expect(new Set(Object.values(fromHere)).size).toBe(3)
  })

  it('nests as deep as it likes, each synchronous function on the thread that waits', () => {
    const threads = pages.nestLater(3)
    expect(threads).toHaveLength(8)
    expect(threads.map((thread) => thread === threadId)).toEqual([false, true, false, true, false, true, false, true])
  })

  it('nests on a worker of syncToAsync too: its thread waits for one other, however deep', async () => {
    const threads = await onWorker.nest(2)
    expect(threads).toHaveLength(5)
    expect([...new Set(threads)]).toEqual([threads[0], threads[1]])
    expect(threads[0]).toBe(await onWorker.place())
  })

  it('passes errors through both', () => {
    expect(pages.failInside()).toBe('TypeError: Refused there.')
  })

  it('rejects a thread-sensitive call that comes when its thread no longer waits', () => {
    pages.leave()
    expect(pages.leftBehind()).toContain(
      '`place` is thread-sensitive, and its thread no longer waits: `leave` has returned.',
    )
  })

  it('rejects a call of syncToAsync on a worker that runs a synchronous function', async () => {
    await onWorker.beginOwnCall()
    expect(await onWorker.ownCall()).toContain(
      '`place` was called by syncToAsync on a thread that runs synchronous functions',
    )
  })
})

it('reports a call that takes longer than the threshold, with the line that made it', () => {
  const reports: LongCall[] = []
  const stop = reportLongCalls({ threshold: 0, report: (call) => void reports.push(call) })
  pages.load(1)
  stop()
  pages.load(1)
  const unreached = reportLongCalls({ threshold: 60_000, report: (call) => void reports.push(call) })
  pages.load(1)
  unreached()
  expect(reports).toHaveLength(1)
  expect(reports[0]?.operation).toBe('asyncToSync: load')
  expect(reports[0]?.milliseconds).toBeGreaterThan(0)
  expect(reports[0]?.stack).toContain('async-to-sync.test.ts')
})
