import { afterEach, expect, test, vi } from 'vitest'
import { debugChannel } from '../src/debug-channel.ts'

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['orm:no-sequential-queries', true],
  ['orm:*', true],
  ['*', true],
  ['eslint:*, orm:*', true],
  ['eslint:*', false],
  ['orm:*,-orm:no-sequential-queries', false],
  ['orm', false],
  ['', false],
])('DEBUG=%j', (value, isOpen) => {
  vi.stubEnv('DEBUG', value)
  expect(debugChannel('orm:no-sequential-queries') !== undefined).toBe(isOpen)
})
