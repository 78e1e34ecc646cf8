import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { close, connect, createTables, IntegrityError, sqlite, UsageError } from 'orm-runtime'
import { closeBridges } from '../../dist/bridges/close-bridges.js'
import { syncToAsync } from '../../dist/bridges/sync-to-async.js'
import { models, Product, User } from '../shop-models.ts'
import type * as failures from './failures.ts'
import type * as connectedModule from './connected.ts'

const { fail, countProducts } = syncToAsync<typeof failures>(new URL('./failures.ts', import.meta.url))
const thrownBy = (call: () => Promise<unknown>) =>
  call().then(
    () => undefined,
    (error: unknown) => error,
  )

afterAll(closeBridges)

describe('what a worker throws crosses', () => {
  it('with class, name, code, fields and cause', async () => {
    const error = await thrownBy(() => fail('own'))
    expect(error).toBeInstanceOf(RangeError)
    expect(error).toMatchObject({ name: 'Refused', message: 'Too many', code: 'E_REFUSED', limit: { most: 3 } })
    expect(error).not.toHaveProperty('retry')
    const { cause } = error as Error
    expect(cause).toBeInstanceOf(TypeError)
    expect(cause).toMatchObject({ message: 'not a number', cause: 'because' })
  })

  it('with a stack that leads from the line in the worker to the line that called', async () => {
    const error = await thrownBy(async function callingLine() {
      await fail('own')
    })
    const { stack } = error as Error
    expect(stack).toMatch(/^(RangeError|Refused): Too many\n(.*\n)*.*failures\.ts(.*\n)*.*the thread that called/)
    expect(stack?.indexOf('callingLine')).toBeGreaterThan(stack?.indexOf('failures.ts') ?? Infinity)
  })

  it('as an error of the runtime, with its own members', async () => {
    const error = await thrownBy(() => fail('usage'))
    expect(error).toBeInstanceOf(UsageError)
    expect(error).toMatchObject({ name: 'UsageError', code: 'usage-error', hint: 'Do it right.' })
    expect((error as UsageError).url).toContain('#usage-error')
  })

  it('as an AggregateError with its errors', async () => {
    const error = await thrownBy(() => fail('group'))
    expect(error).toBeInstanceOf(AggregateError)
    const [first, second] = (error as AggregateError).errors as unknown[]
    expect(first).toBeInstanceOf(RangeError)
    expect(second).toBe(2)
  })

  it('as it is where it is no error, as text where it can not be cloned, and with the first of causes in a ring', async () => {
    expect(await thrownBy(() => fail('text'))).toBe('just text')
    expect(await thrownBy(() => fail('function'))).toBe('() => 1')
    expect(await thrownBy(() => fail('ring'))).toMatchObject({ message: 'ring', cause: { message: 'ring' } })
  })
})

describe('with a database', () => {
  let directory: string

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'orm-bridges-'))
    const file = join(directory, 'shop.db')
    await connect({ default: sqlite(file), models })
    await createTables()
    await Product.objects.acreate({ name: 'Pen', price: 1 })
    await User.objects.acreate({ email: 'ada@x.org' })
  })
  afterAll(async () => {
    await close()
    await rm(directory, { recursive: true })
  })

  it('a worker has none until its module connects', async () => {
    await expect(countProducts()).rejects.toThrow('No database is connected')
  })

  it('its blocking queries run on the worker, and its errors are those of the models here', async () => {
    const connected = syncToAsync<typeof connectedModule>(new URL('./connected.ts', import.meta.url))
    process.env['BRIDGE_TEST_DATABASE'] = join(directory, 'shop.db')
    await closeBridges()
    expect(await connected.countProducts()).toBe(1)
    await expect(connected.missingUser()).rejects.toBeInstanceOf(User.DoesNotExist)
    const error = await thrownBy(() => connected.sameEmail())
    expect(error).toBeInstanceOf(IntegrityError)
    expect(error).toMatchObject({ name: 'IntegrityError', code: 'integrity-error' })
  })
})
