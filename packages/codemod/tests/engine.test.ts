import { expect, test } from 'vitest'
import { FOLDER, migrateGiven as migrated, type GivenMigration as Case } from './migrate-given.ts'
import type { Migration } from '../src/engine/migration.ts'

const statuses = (migration: Migration) => Object.fromEntries(migration.units.map(({ id, status }) => [id, status]))
const text = (migration: Migration, file: string) => migration.files.get(FOLDER + file)

test('a unit that nothing speaks against is applied', () => {
  const migration = migrated({
    files: { 'a.ts': 'export const one = 1\n' },
    units: { A: [['a.ts', 'one', 'two']] },
  })
  expect(statuses(migration)).toEqual({ A: 'applied' })
  expect(text(migration, 'a.ts')).toBe('export const two = 1\n')
  expect(migration.sites).toEqual({ found: 1, migrated: 1, blocked: 0 })
})

test('a comment is not to blame for what is wrong with the statement around it', () => {
  const migration = migrated({
    files: { 'a.ts': 'export function a(): number {\n  return 1\n}\n' },
    units: { bad: [['a.ts', 'number', 'string']], comment: [['a.ts', '  return', '  // Why.\n  return']] },
    comments: ['comment'],
  })
  expect(statuses(migration)).toEqual({ bad: 'rolled-back', comment: 'applied' })
  expect(text(migration, 'a.ts')).toContain('// Why.')
})

test.each<[name: string, broken: Case, gate: string, message: RegExp]>([
  [
    'that does not parse',
    { files: { 'a.ts': 'export const a = 1\n' }, units: { bad: [['a.ts', '= 1', '= = 1']] } },
    'parse',
    /TS1109/,
  ],
  [
    'with a new diagnostic',
    { files: { 'a.ts': 'export const a: number = 1\n' }, units: { bad: [['a.ts', '= 1', '= "1"']] } },
    'diagnostics',
    /TS2322/,
  ],
  [
    'whose promise is dropped',
    {
      files: { 'a.ts': 'function f() {}\nexport function g() {\n  f()\n}\n' },
      units: { bad: [['a.ts', 'function f()', 'async function f()']] },
    },
    'promises',
    /dropped/,
  ],
  [
    'whose promise is a condition, which the compiler lets pass behind `!`',
    {
      files: { 'a.ts': 'function f(): boolean | null { return true }\nexport const g = () => [1].map(() => !f())\n' },
      units: {
        bad: [
          ['a.ts', 'function f()', 'async function f()'],
          ['a.ts', 'boolean | null', 'Promise<boolean | null>'],
        ],
      },
    },
    'promises',
    /unresolved/,
  ],
  [
    'whose promise is stored where a value was',
    {
      files: { 'a.ts': 'function f() { return 1 }\nexport const kept: { f: unknown } = { f: f() }\n' },
      units: { bad: [['a.ts', 'function f()', 'async function f()']] },
    },
    'promises',
    /stored/,
  ],
  [
    'whose promise is written out where a value was',
    {
      files: { 'a.ts': 'function f() { return 1 }\nexport const g = () => JSON.stringify({ f: f() })\n' },
      units: { bad: [['a.ts', 'function f()', 'async function f()']] },
    },
    'promises',
    /stored/,
  ],
  [
    'that gives an async predicate to `filter`',
    {
      files: { 'a.ts': 'function even(n: number) { return n % 2 === 0 }\nexport const g = () => [1].filter(even)\n' },
      units: { bad: [['a.ts', 'function even', 'async function even']] },
    },
    'promises',
    /synchronous callback/,
  ],
  [
    'whose mistake shows in a file that imports it',
    {
      files: {
        'a.ts': 'export function f() { return 1 }\n',
        'b.ts': "export * from './a'\n",
        'c.ts': "import { f } from './b'\nexport const n: number = f()\n",
      },
      units: { bad: [['a.ts', 'function f()', 'async function f()']] },
    },
    'diagnostics',
    /TS2322/,
  ],
])('a unit is rolled back %s, and its neighbours stay', (_name, broken, gate, message) => {
  const migration = migrated({
    ...broken,
    files: { ...broken.files, 'good.ts': 'export const good = 1\n' },
    units: { ...broken.units, good: [['good.ts', 'good = 1', 'good = 2']] },
  })
  expect(statuses(migration)).toEqual({ bad: 'rolled-back', good: 'applied' })
  expect([...migration.files.keys()]).toEqual([`${FOLDER}good.ts`])
  const [problem] = migration.units.flatMap(({ problems }) => problems)
  expect(problem?.gate).toBe(gate)
  expect(problem?.message).toMatch(message)
  expect(migration.diagnostics.after).toBe(migration.diagnostics.before)
})

test('diagnostics that were there before are no reason to refuse, wherever they have moved', () => {
  const migration = migrated({
    files: { 'a.ts': 'export const a = 1\nexport const wrong: string = 2\n' },
    units: { A: [['a.ts', 'export const a = 1', 'export const first = 0\n\nexport const a = 1']] },
  })
  expect(statuses(migration)).toEqual({ A: 'applied' })
  expect(migration.diagnostics).toEqual({ before: 1, after: 1 })
})

test('code that the compiler rejects, but reads, does not keep its neighbours from being migrated', () => {
  const migration = migrated({
    files: { 'a.ts': 'export const a = 1\n1++\nclass A { abstract f() {} }\nenum E { [a] = 1 }\n' },
    units: { A: [['a.ts', '= 1', '= 2']] },
  })
  expect(statuses(migration)).toEqual({ A: 'applied' })
})

test('promises that were dropped before are no reason to refuse', () => {
  const migration = migrated({
    files: { 'a.ts': 'async function f() {}\nexport function g() {\n  f()\n  return 1\n}\n' },
    units: { A: [['a.ts', 'return 1', 'f; return 2']] },
  })
  expect(statuses(migration)).toEqual({ A: 'applied' })
})

test('a second diagnostic at a new place is new though its code is known', () => {
  const migration = migrated({
    files: { 'a.ts': 'export const wrong: string = 2\nexport const right: string = "2"\n' },
    units: { A: [['a.ts', '"2"', '2']] },
  })
  expect(statuses(migration)).toEqual({ A: 'rolled-back' })
})

test('units that no place points at are found by halves', () => {
  // The problem shows in `use.ts`, whose statement names none of the files that are edited.
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const migration = migrated({
    files: {
      ...Object.fromEntries(names.map((name) => [`${name}.ts`, `export type ${name} = 1\n`])),
      'all.ts': names.map((name) => `export type { ${name} } from './${name}'\n`).join(''),
      'use.ts':
        "import type * as all from './all'\ntype Values = { [K in 'x']: all.a | all.c | all.f }['x']\nexport const one: 1 = 0 as unknown as Values\n",
    },
    units: Object.fromEntries(
      names.map((name) => [name, [[`${name}.ts`, '= 1', name === 'c' || name === 'f' ? '= 2' : '= 1 & number']]]),
    ),
  })
  expect(statuses(migration)).toMatchObject({ c: 'rolled-back', f: 'rolled-back', a: 'applied', h: 'applied' })
})

test('units that edit the same text are not both applied', () => {
  const migration = migrated({
    files: { 'a.ts': 'export const a = 1\n', 'b.ts': 'export const b = 1\n' },
    units: { A: [['a.ts', 'a = 1', 'a = 2']], B: [['a.ts', '= 1', '= 3']], C: [['b.ts', '1', '2']] },
  })
  expect(statuses(migration)).toEqual({ A: 'rolled-back', B: 'rolled-back', C: 'applied' })
})

test('a frozen file blocks the unit that would edit it', () => {
  const migration = migrated({
    files: { 'a.ts': 'export const a = 1\n', 'b.ts': 'export const b = 1\n' },
    units: {
      A: [
        ['a.ts', '1', '2'],
        ['b.ts', '1', '2'],
      ],
    },
    frozen: 'b.ts',
  })
  expect(migration.units).toMatchObject([{ status: 'blocked', because: 'It is frozen.' }])
  expect(migration.files.size).toBe(0)
  expect(migration.sites).toEqual({ found: 1, migrated: 0, blocked: 1 })
})

test.each([
  ['unsafe', false, 'blocked'],
  ['unsafe', true, 'applied'],
  ['display-only', true, 'blocked'],
  ['safe', false, 'applied'],
] as const)('a rewrite that is %s, with unsafe: %s, is %s', (applicability, unsafe, status) => {
  const units = { A: [['a.ts', '1', '2']] } satisfies Case['units']
  const migration = migrated({ files: { 'a.ts': 'export const a = 1\n' }, units, applicability, unsafe })
  expect(statuses(migration)).toEqual({ A: status })
})

test('inserted lines end as the lines of the file do', () => {
  const migration = migrated({
    files: { 'a.ts': 'export const a = 1\r\n' },
    units: { A: [['a.ts', 'export', 'export const b = 1\nexport']] },
  })
  expect(text(migration, 'a.ts')).toBe('export const b = 1\r\nexport const a = 1\r\n')
})

test('a second transform reads the output of the first, and its places are led back', () => {
  const source = 'export const a = 1\nexport const last = 2\n'
  const seen: string[] = []
  const migration = migrated({
    files: { 'a.ts': source },
    units: { A: [['a.ts', 'a = 1', 'a = 1 // a longer line than before']] },
    alsoThen: {
      name: 'second',
      describe: 'Stops at the last declaration.',
      run: ({ sources }) => {
        const output = sources.unitOf(`${FOLDER}a.ts`)?.text ?? ''
        seen.push(output)
        const place = { fileName: `${FOLDER}a.ts`, at: output.indexOf('last') }
        return {
          units: [],
          boundaries: [],
          stops: [{ ...place, reason: 'loop', first: place, message: '' }],
          sites: { found: 0, migratable: 0, blocked: 0 },
        }
      },
    },
  })
  expect(seen).toEqual([text(migration, 'a.ts')])
  expect(migration.stops).toMatchObject([{ at: source.indexOf('last'), first: { at: source.indexOf('last') } }])
})

test('a package that is installed twice at one version does not trouble the second program', () => {
  const installed = (folder: string) => ({
    [`${folder}node_modules/twice/package.json`]: '{ "name": "twice", "version": "1.0.0", "types": "index.d.ts" }',
    [`${folder}node_modules/twice/index.d.ts`]: 'export declare const twice: number\n',
  })
  const migration = migrated({
    files: {
      ...installed(''),
      ...installed('inner/'),
      'a.ts': "import { twice } from 'twice'\nexport const a = twice\n",
      'inner/b.ts': "import { twice } from 'twice'\nexport const b = twice\n",
    },
    units: { A: [['a.ts', 'a = twice', 'a = twice + 1']] },
  })
  expect(statuses(migration)).toEqual({ A: 'applied' })
})
