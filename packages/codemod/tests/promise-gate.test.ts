import { describe, expect, test } from 'vitest'
import { BECOMES_ASYNC, LIBRARY, MISUSES, RIGHT_USES } from './misuses.ts'
import { migrateGiven, type Replacement } from './migrate-given.ts'

/** The functions of the library become asynchronous; so does nothing else, but what is given. */
function makeAsync(code: string, also: readonly (readonly [find: string, replace: string])[] = []) {
  const text = LIBRARY + code
  const replacements = [...BECOMES_ASYNC, ...also].map(([find, replace]): Replacement => ['use.ts', find, replace])
  const migration = migrateGiven({
    files: { 'use.ts': text, 'other.ts': 'export const other = 1\n' },
    units: { async: replacements, other: [['other.ts', '= 1', '= 2']] },
  })
  const problems = migration.units.flatMap((unit) => unit.problems)
  return { migration, problems, inUse: problems.filter(({ start }) => start >= LIBRARY.length) }
}

describe('a function that becomes asynchronous is rolled back where it is', () => {
  test('there are forty misuses', () => {
    expect(MISUSES).toHaveLength(40)
    expect(new Set(MISUSES.map(({ code }) => code)).size).toBe(40)
  })

  test.each(MISUSES)('$title', ({ code, also }) => {
    const { migration, inUse } = makeAsync(code, also)
    expect(migration.units).toMatchObject([{ status: 'rolled-back' }, { status: 'applied' }])
    expect(inUse.map(({ gate }) => gate)).toContainEqual(expect.stringMatching(/^(promises|diagnostics)$/))
    expect([...migration.files.values()]).toEqual(['export const other = 2\n'])
  })
})

test.each(RIGHT_USES)('a right use is accepted: %s', (code) => {
  const { migration, problems } = makeAsync(code)
  expect(problems).toEqual([])
  expect(migration.units).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
})
