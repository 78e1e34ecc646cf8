import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const shop = join(import.meta.dirname, '../fixtures/apps/shop')

test('the shop builds and passes its own tests', { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = spawnSync('npm', ['test', '--silent'], { cwd: shop, encoding: 'utf8' })
  expect(status, stdout + stderr).toBe(0)
  expect(stdout).toMatch(/^# pass [1-9]/m)
})
