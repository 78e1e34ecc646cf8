import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { copyShop } from '../benchmarks/demo/copy-shop.ts'
import { run } from '../benchmarks/demo/run.ts'

const repository = join(import.meta.dirname, '..')
const cli = join(repository, 'packages/codemod/dist/cli.js')

test('the shop builds and passes its own tests', { timeout: 120_000 }, () => {
  expect(ownTests(join(repository, 'fixtures/apps/shop'))).toEqual({ passed: 16, failed: [] })
})

describe('a migrated copy of the shop', () => {
  const folder = join(repository, '.demo/tested')
  let report: { boundaries: { file: string; reason: string }[]; diagnostics: { before: number; after: number } }
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true })
    copyShop(folder)
    report = JSON.parse(run(folder, process.execPath, [cli, 'async', '--unsafe', '--json'])) as typeof report
  })

  test('waits nowhere but in the getter, which can’t', () => {
    expect(report.boundaries.map(({ file, reason }) => `${file}: ${reason}`)).toEqual(['src/models.ts: accessor'])
    expect(report.diagnostics).toEqual({ before: 0, after: 0 })
  })

  test('builds and passes the same tests', { timeout: 120_000 }, () => {
    expect(ownTests(folder)).toEqual({ passed: 16, failed: [] })
  })

  test('is left alone by a second run', { timeout: 60_000 }, () => {
    const check = ['async', '--check', '--force']
    expect(() => run(folder, process.execPath, [cli, ...check])).not.toThrow()
  })
})

function ownTests(folder: string) {
  const report = run(folder, 'npm', ['test', '--silent'], [0, 1])
  return { passed: Number(/^# pass (\d+)/m.exec(report)?.[1]), failed: report.match(/^not ok .*/gm) ?? [] }
}
