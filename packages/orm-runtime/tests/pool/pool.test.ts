import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { PoolDeadlock, PoolQueueFull, PoolTimeout } from '../../src/errors/pool-errors.ts'
import { caller, openPool, type Connection } from './driver.ts'

const someone = caller('User.objects.aget()')

test('a connection that came back is used again', async () => {
  const { pool, log } = openPool()
  const first = await pool.acquire(someone)
  await first.release('clean')
  const second = await pool.acquire(someone)
  expect([first.name, second.name]).toEqual(['pool 1', 'pool 1'])
  expect(log).toEqual(['open 1'])
})

test('callers are served in the order in which they came, and never more than `max` at a time', async () => {
  const { pool, log } = openPool({ max: 2 })
  const served: number[] = []
  let together = 0
  let most = 0
  const use = async (n: number) => {
    const lease = await pool.acquire(someone)
    served.push(n)
    most = Math.max(most, ++together)
    await sleep(2)
    together--
    await lease.release('clean')
  }
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map(use))
  expect(served).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(most).toBe(2)
  expect(log).toEqual(['open 1', 'open 2'])
})

const comebacks = [
  { how: 'clean', answers: true, expected: ['open 1'], next: 1 },
  { how: 'dirty', answers: true, expected: ['open 1', 'reset 1'], next: 1 },
  { how: 'dirty', answers: false, expected: ['open 1', 'reset 1', 'close 1', 'open 2'], next: 2 },
  { how: 'broken', answers: true, expected: ['open 1', 'close 1', 'open 2'], next: 2 },
] as const

for (const { how, answers, expected, next } of comebacks) {
  test(`released ${how}, ${answers ? 'answering' : 'not answering'}, the next caller gets connection ${next}`, async () => {
    const { pool, log } = openPool({ max: 1 })
    const lease = await pool.acquire(someone)
    lease.connection.answers = answers
    const waiting = pool.acquire(someone)
    await lease.release(how)
    expect((await waiting).connection.id).toBe(next)
    expect(log).toEqual(expected)
  })
}

test('a second release does nothing, even when somebody else has the connection', async () => {
  const { pool, log } = openPool({ max: 1 })
  const first = await pool.acquire(someone)
  await first.release('clean')
  const second = await pool.acquire(caller('the second'))
  await first.release('broken')
  expect(pool.state().holders.map(({ described }) => described)).toEqual(['the second'])
  expect(log).toEqual(['open 1'])
  await second.release('clean')
})

test('a connection that the driver knows to be gone is replaced', async () => {
  const { pool, log } = openPool()
  const lease = await pool.acquire(someone)
  await lease.release('clean')
  lease.connection.usable = false
  expect((await pool.acquire(someone)).connection.id).toBe(2)
  expect(log).toEqual(['open 1', 'close 1', 'open 2'])
})

test('a connection unused for long is pinged, and replaced where it does not answer', async () => {
  const { pool, log } = openPool({ max: 1, pingAfterIdle: 5 })
  const lease = await pool.acquire(someone)
  await lease.release('clean')
  await sleep(10)
  const same = await pool.acquire(someone)
  expect(same.connection.id).toBe(1)
  same.connection.answers = false
  await same.release('clean')
  await sleep(10)
  expect((await pool.acquire(someone)).connection.id).toBe(2)
  expect(log).toEqual(['open 1', 'ping 1', 'ping 1', 'close 1', 'open 2'])
})

test('a timeout names each holder, for how long it holds, and where in the program it began', async () => {
  const { pool } = openPool({ max: 2, acquireTimeout: 20 })
  await pool.acquire(caller('the transaction opened at app.ts:12'))
  await pool.acquire(caller('Order.objects.afirst()'))
  const error = await pool.acquire(someone).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(PoolTimeout)
  const place = String.raw`, taken at \S+tests/pool/pool\.test\.ts:\d+`
  expect(String(error)).toMatch(/within 20 ms/)
  expect(String(error)).toMatch(
    new RegExp(String.raw`pool 1: held for \d\.\d s by the transaction opened at app\.ts:12${place}`),
  )
  expect(String(error)).toMatch(new RegExp(String.raw`pool 2: held for \d\.\d s by Order\.objects\.afirst\(\)${place}`))
})

test('whoever timed out is out of the queue: the connection goes to the next', async () => {
  const { pool } = openPool({ max: 1, acquireTimeout: 30 })
  const lease = await pool.acquire(someone)
  await expect(pool.acquire(someone)).rejects.toThrow(PoolTimeout)
  const next = pool.acquire(someone)
  await lease.release('clean')
  expect((await next).connection.id).toBe(1)
  expect(pool.state().waiting).toBe(0)
})

test('an abort leaves the queue with the reason of the signal', async () => {
  const { pool } = openPool({ max: 1 })
  const lease = await pool.acquire(someone)
  const controller = new AbortController()
  const waiting = pool.acquire({ ...someone, signal: controller.signal })
  const next = pool.acquire(someone)
  const reason = new Error('the request was closed')
  controller.abort(reason)
  await expect(waiting).rejects.toBe(reason)
  expect(pool.state().waiting).toBe(1)
  await lease.release('clean')
  await (await next).release('clean')
  await expect(pool.acquire({ ...someone, signal: controller.signal })).rejects.toBe(reason)
  expect(pool.state()).toMatchObject({ size: 1, idle: 1, waiting: 0, holders: [] })
})

test('an abort after the connection was given changes nothing', async () => {
  const { pool } = openPool({ max: 1 })
  const controller = new AbortController()
  const lease = await pool.acquire({ ...someone, signal: controller.signal })
  controller.abort()
  expect(pool.state().holders).toHaveLength(1)
  await lease.release('clean')
  expect(pool.state().idle).toBe(1)
})

test('one caller more than `maxQueue` is refused at once', async () => {
  const { pool } = openPool({ max: 1, maxQueue: 2 })
  const lease = await pool.acquire(caller('the holder'))
  const waiting = [pool.acquire(someone), pool.acquire(someone)]
  const error = await pool.acquire(someone).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(PoolQueueFull)
  expect(String(error)).toMatch(/`maxQueue` \(2\).*by the holder/s)
  await lease.release('clean')
  for (const next of waiting) await (await next).release('clean')
})

test('who waits for a connection that is being opened does not count against `maxQueue`', async () => {
  const { pool } = openPool({ max: 3, maxQueue: 0 })
  const leases = await Promise.all([1, 2, 3].map(() => pool.acquire(someone)))
  await expect(pool.acquire(someone)).rejects.toThrow(PoolQueueFull)
  for (const lease of leases) await lease.release('clean')
  expect((await pool.acquire(someone)).connection.id).toBe(3)
})

test('holders that all wait for one more are a deadlock, told at once to the last of them', async () => {
  const { pool } = openPool({ max: 2 })
  const first = await pool.acquire(caller('the first transaction'))
  const second = await pool.acquire(caller('the second transaction'))
  const waiting = pool.acquire({ ...someone, holds: first })
  const error = await pool.acquire({ ...someone, holds: second }).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(PoolDeadlock)
  expect(String(error)).toMatch(/the first transaction.*the second transaction/s)
  await second.release('dirty')
  expect((await waiting).name).toBe('pool 2')
})

test('a holder of two connections that asks for a third deadlocks with itself', async () => {
  const { pool } = openPool({ max: 2 })
  const outer = await pool.acquire(someone)
  const inner = await pool.acquire({ ...someone, holds: outer })
  await expect(pool.acquire({ ...someone, holds: inner })).rejects.toThrow(PoolDeadlock)
})

test('it is no deadlock as long as one holder does not wait', async () => {
  const { pool } = openPool({ max: 2 })
  const first = await pool.acquire(someone)
  const second = await pool.acquire(someone)
  const waiting = pool.acquire({ ...someone, holds: first })
  await second.release('clean')
  expect((await waiting).name).toBe('pool 2')
})

test('`min` connections are opened ahead, kept beyond the idle time, and replaced when their life is over', async () => {
  const { pool, log } = openPool({ min: 1, max: 3, idleTimeout: 20, maxLifetime: 200 })
  await vi.waitFor(() => expect(pool.state().idle).toBe(1))
  const leases = await Promise.all([1, 2, 3].map(() => pool.acquire(someone)))
  for (const lease of leases) await lease.release('clean')
  expect(pool.state()).toMatchObject({ size: 3, idle: 3 })
  await vi.waitFor(() => expect(pool.state()).toMatchObject({ size: 1, idle: 1 }))
  await vi.waitFor(() => expect(log).toContain('open 4'))
  expect(log.filter((line) => line.startsWith('close')).length).toBeGreaterThanOrEqual(3)
  await pool.close()
})

test('where no connection can be opened all who wait get the error, and the pool recovers by itself', async () => {
  let down = true
  let attempts = 0
  const { pool } = openPool(
    { max: 8 },
    {
      open: async () => {
        attempts++
        await sleep(1)
        if (down) throw new Error('connection refused')
        return { id: attempts, usable: true, answers: true } satisfies Connection
      },
    },
  )
  const refused = await Promise.allSettled(Array.from({ length: 20 }, () => pool.acquire(someone)))
  expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'rejected'))
  expect(attempts).toBe(4)
  down = false
  const lease = await pool.acquire(someone)
  expect(pool.state().holders).toHaveLength(1)
  await lease.release('clean')
  await pool.close()
})

test('while a server is down attempts to open become rarer', async () => {
  vi.useFakeTimers()
  try {
    let attempts = 0
    const open = () => {
      attempts++
      return Promise.reject(new Error('connection refused'))
    }
    const { pool } = openPool({ min: 1 }, { open })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(attempts).toBeGreaterThan(10)
    expect(attempts).toBeLessThan(25)
    await pool.close()
  } finally {
    vi.useRealTimers()
  }
})

test('a failed attempt to open leaves alone those who can still get another connection', async () => {
  let attempts = 0
  const open = async () => {
    await sleep(1)
    if (++attempts > 1) throw new Error('too many connections')
    return { id: attempts, usable: true, answers: true }
  }
  const { pool } = openPool({ max: 2 }, { open })
  const lease = await pool.acquire(someone)
  const waiting = pool.acquire(someone)
  await vi.waitFor(() => expect(attempts).toBe(2))
  await lease.release('clean')
  expect((await waiting).connection.id).toBe(1)
})

test('closing waits for holders and for those in the queue, refuses new work, and closes all', async () => {
  const { pool, log } = openPool({ max: 1 })
  const lease = await pool.acquire(someone)
  const waiting = pool.acquire(someone)
  let closed = false
  const closing = pool.close().then(() => (closed = true))
  await expect(pool.acquire(someone)).rejects.toThrow("The pool 'pool' is being closed")
  await lease.release('clean')
  const last = await waiting
  await sleep(5)
  expect(closed).toBe(false)
  await last.release('clean')
  await closing
  expect(log).toEqual(['open 1', 'close 1'])
  expect(pool.state()).toEqual({ size: 0, idle: 0, waiting: 0, holders: [] })
  await pool.close()
})

test('a ping that never answers costs the connection, not the caller', async () => {
  vi.useFakeTimers()
  try {
    const { pool } = openPool(
      { max: 1, pingAfterIdle: 10, acquireTimeout: 60_000 },
      { ping: () => new Promise<void>(() => {}), open: () => Promise.resolve({ id: 1, usable: true, answers: true }) },
    )
    const lease = await pool.acquire(someone)
    await lease.release('clean')
    await vi.advanceTimersByTimeAsync(20)
    const waiting = pool.acquire(someone)
    await vi.advanceTimersByTimeAsync(6_000)
    expect((await waiting).connection).not.toBe(lease.connection)
  } finally {
    vi.useRealTimers()
  }
})

test('whoever takes a connection for one statement is named without a place', async () => {
  const { pool } = openPool()
  await pool.acquire({ ...someone, use: 'statement' })
  await pool.acquire({ ...someone, use: 'session' })
  expect(pool.state().holders.map(({ place }) => place === undefined)).toEqual([true, false])
})
