import { afterAll, expect, it } from 'vitest'
import { UsageError } from 'orm-runtime'
import { asyncToSync } from '../../dist/bridges/async-to-sync.js'
import { carryContext } from '../../dist/bridges/carried-context.js'
import { closeBridges } from '../../dist/bridges/close-bridges.js'
import { syncToAsync } from '../../dist/bridges/sync-to-async.js'
import { speaking, tenant } from './tenant.ts'
import type * as greetings from './greetings.ts'

const module = new URL('./greetings.ts', import.meta.url)
const { greeting } = syncToAsync<typeof greetings>(module)
const { lateGreeting } = asyncToSync<typeof greetings>(module)

afterAll(closeBridges)

it('sends what the context holds where the call is made, with each call', async () => {
  const calls = ['ada', 'bob'].map((name) => tenant.run({ name }, greeting))
  expect(await Promise.all(calls)).toEqual([
    ['ada', undefined],
    ['bob', undefined],
  ])
  expect(await speaking('de', greeting)).toEqual([undefined, 'de'])
  expect(await greeting()).toEqual([undefined, undefined])
})

it('sends it to asynchronous functions too', () => {
  expect(tenant.run({ name: 'ada' }, lateGreeting)[0]).toBe('ada')
  expect(lateGreeting()[0]).toBeUndefined()
})

it('refuses a second carrier of one name', () => {
  expect(() => carryContext('tenant', tenant)).toThrow(UsageError)
})
