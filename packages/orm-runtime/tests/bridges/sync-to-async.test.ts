import { execFile } from 'node:child_process'
import { threadId } from 'node:worker_threads'
import { promisify } from 'node:util'
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest'
import { aatomic, atomic, TransactionError, UsageError } from 'orm-runtime'
import { closeBridges } from '../../dist/bridges/close-bridges.js'
import { syncToAsync } from '../../dist/bridges/sync-to-async.js'
import { WorkerStopped } from '../../dist/errors/bridge-errors.js'
import { openShop } from '../open-shop.ts'
import type * as reportModule from './report.ts'

const address = new URL('./report.ts', import.meta.url)
const report = syncToAsync<typeof reportModule>(address)
const together = { threadSensitive: false, threads: 2 } as const

await openShop()
afterAll(closeBridges)

it('runs a function of a TypeScript module on another thread', async () => {
  expect(await report.makeReport(2026, ['a', 'b'])).toEqual({ title: '2026: a, b', made: new Date(0) })
  expect(await report.place()).not.toBe(threadId)
})

it('runs one function by its name, and takes a path and a text for an address', async () => {
  for (const module of [address, address.href, address.pathname]) {
    const makeReport = syncToAsync<typeof reportModule.makeReport>(module, 'makeReport')
    expect((await makeReport(1, [])).title).toBe('1: ')
  }
})

it('runs thread-sensitive calls one after the other on one thread, in the order in which they were made', async () => {
  const other = syncToAsync<typeof reportModule.busy>(address, 'busy')
  const [first, second, third] = await Promise.all([report.busy(30), other(10), report.busy(0)])
  expect([second.call, third.call]).toEqual([first.call + 1, first.call + 2])
  expect(new Set([first.thread, second.thread, third.thread, await report.place()]).size).toBe(1)
})

it('runs others at the same time on as many threads as it may', async () => {
  const { busy } = syncToAsync<typeof reportModule>(address, together)
  const results = await Promise.all([busy(20), busy(20), busy(20), busy(20)])
  const threads = new Set(results.map(({ thread }) => thread))
  expect(threads.size).toBe(2)
  expect(threads.has(await report.place())).toBe(false)
})

it('lets the event loop turn meanwhile', async () => {
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  await report.busy(100)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
})

it('types the functions of a module by their own types, and leaves out what it can not run', () => {
  expectTypeOf(report.makeReport).toEqualTypeOf<
    (year: number, names: readonly string[]) => Promise<{ title: string; made: Date }>
  >()
  expectTypeOf(report.end).returns.toEqualTypeOf<Promise<never>>()
  expectTypeOf(report).not.toHaveProperty('late')
  expectTypeOf(report).not.toHaveProperty('version')
})

describe('refuses', () => {
  const refusals: [what: string, call: () => unknown, error: new (...all: never[]) => Error, message: string][] = [
    [
      'a relative path',
      () => syncToAsync('./report.js', 'place'),
      UsageError,
      "'./report.js' is no address of a module",
    ],
    ['no threads', () => syncToAsync(address, 'place', { threads: 0 }), UsageError, 'threads: 0'],
    [
      'an export that is not there, and names those that are',
      () => syncToAsync(address, 'makeReprot')(),
      UsageError,
      "report.ts exports no function 'makeReprot'. It exports: busy, end, late, makeReport, place, unsendable.",
    ],
    ['an export that is no function', () => syncToAsync(address, 'version')(), UsageError, "no function 'version'"],
    [
      'a module that is not there',
      () => syncToAsync(new URL('./nowhere.js', import.meta.url), 'place')(),
      Error,
      'Cannot find module',
    ],
    [
      'a parameter that can not be cloned',
      () => syncToAsync(address, 'busy')(() => 1),
      UsageError,
      "The parameters of `busy` can't be sent to another thread",
    ],
    [
      'a result that can not be cloned',
      () => report.unsendable(),
      UsageError,
      "The result of `unsendable` can't be sent to another thread",
    ],
    ['an asynchronous function', () => syncToAsync(address, 'late')(), UsageError, '`late` is asynchronous'],
    ['aatomic', () => aatomic(() => report.place()), TransactionError, '`place` by syncToAsync inside `aatomic`'],
    [
      'atomic',
      () => {
        let pending: Promise<unknown> | undefined
        atomic(() => void (pending = report.place()))
        return pending
      },
      TransactionError,
      '`place` by syncToAsync inside `atomic` would run on another thread, outside of the transaction.',
    ],
  ]
  it.each(refusals)('%s', async (_, call, error, message) => {
    const attempt = (async () => call())()
    await expect(attempt).rejects.toThrow(error)
    await expect(attempt).rejects.toThrow(message)
  })

  it('and goes on afterwards', async () => {
    expect(await report.place()).toBeTypeOf('number')
  })
})

it('rejects the call whose thread ends, and runs the next ones on a new thread', async () => {
  const before = await report.place()
  const outcomes = await Promise.allSettled([report.place(), report.end(), report.place()])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const [, ended, next] = outcomes
  expect(ended.status === 'rejected' && ended.reason).toBeInstanceOf(WorkerStopped)
  expect(String(ended.status === 'rejected' && ended.reason)).toContain('that ran `end` stopped: it ended with code 3')
  expect(next.status === 'fulfilled' && next.value).not.toBe(before)
})

it('ends all threads on closeBridges, after the calls that were made, and starts new ones', async () => {
  const before = await report.place()
  const [done] = await Promise.all([report.busy(20), closeBridges()])
  expect(done.thread).toBe(before)
  expect(await report.place()).not.toBe(before)
})

it('does not keep the process while idle, and does while a call runs', async () => {
  const source = new URL('../../dist/bridges/sync-to-async.js', import.meta.url).href
  const program = `import { syncToAsync } from '${source}'
    const busy = syncToAsync('${address.href}', 'busy')
    busy(100).then(() => console.log('done'))`
  const flags = ['--input-type=module', '-e', program]
  const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: 10_000 })
  expect(stdout).toBe('done\n')
})
