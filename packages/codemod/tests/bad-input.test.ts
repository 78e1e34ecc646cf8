import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contents, orm, PROJECT, repository, temporaryFolder, write } from './cli.ts'

type Files = Readonly<Record<string, string>>

test.each<[name: string, files: Files, args: readonly string[], exitCode: number, message: RegExp]>([
  [
    'a file that does not parse',
    { 'src/broken.ts': 'const a =\n= 1\n' },
    [],
    3,
    /src\/broken\.ts:2:1: Expression expected/,
  ],
  ['a tsconfig that is not JSON', { 'tsconfig.json': '{ "include": [ }' }, [], 3, /tsconfig\.json:1:\d+: /],
  [
    'a tsconfig with an unknown option',
    { 'tsconfig.json': '{ "compilerOptions": { "strct": true } }' },
    [],
    3,
    /'strct'/,
  ],
  [
    'a tsconfig that includes nothing',
    { 'tsconfig.json': '{ "include": ["nowhere"] }' },
    [],
    3,
    /tsconfig\.json includes no files/,
  ],
  [
    'an unknown transform',
    {},
    ['asink'],
    2,
    /'asink' is neither a transform nor a path\. Transforms: async, parallel\./,
  ],
  ['a missing path', {}, ['async', 'src/nowhere.ts'], 2, /src\/nowhere\.ts does not exist/],
  ['a path outside the project', { 'scripts/a.ts': '' }, ['scripts'], 2, /scripts holds no file of the project/],
  ['a path to nothing that is code', {}, ['package.json'], 2, /package\.json/],
  [
    'an unknown profile',
    {},
    ['--profile', 'hibernate'],
    2,
    /Unknown profile 'hibernate'\. Profiles: .*\.\/src\/http\.ts/,
  ],
  ['an unknown option', {}, ['--dri'], 2, /unknown option '--dri'.*--help/s],
  ['two ways to print', {}, ['--json', '--diff'], 2, /'--json' cannot be used with option '--diff'/],
  [
    'a tsconfig and none',
    {},
    ['-p', 'tsconfig.json', '--untyped'],
    2,
    /'--untyped' cannot be used with option '-p, --project <file>'/,
  ],
  ['a missing tsconfig', {}, ['-p', 'tsconfig.build.json'], 2, /tsconfig\.build\.json does not exist/],
  ['an orm.config.json that is not JSON', { 'orm.config.json': '{ "profiles": ' }, [], 3, /orm\.config\.json:1:\d+: /],
  [
    'an orm.config.json with a wrong row',
    { 'orm.config.json': '{ "profiles": [{ "exports": {} }] }' },
    [],
    3,
    /orm\.config\.json: profiles\[0\]\.module is missing/,
  ],
])('%s is one message with its place, and nothing changes', async (_name, files, args, exitCode, message) => {
  const folder = repository({ ...PROJECT, ...files })
  const before = contents(folder)
  const ran = await orm(folder, ...args)
  expect(ran.error).toMatch(message)
  expect(ran.error).not.toMatch(/^\s+at /m)
  expect(ran.exitCode).toBe(exitCode)
  expect(ran.out).toBe('')
  expect(contents(folder)).toEqual(before)
})

test('no tsconfig anywhere is refused with the way to make one', async () => {
  const folder = temporaryFolder()
  write(folder, { 'a.js': '' })
  const ran = await orm(folder)
  expect(ran).toMatchObject({ exitCode: 3, out: '' })
  expect(ran.error).toMatch(/No tsconfig\.json .*npx tsc --init.*--untyped/)
})

test('a read-only file: none of the files is written', async () => {
  const folder = repository(PROJECT)
  chmodSync(join(folder, 'src/main.ts'), 0o444)
  const before = contents(folder)
  const ran = await orm(folder, '--force')
  expect(ran.error).toMatch(/src\/main\.ts is read-only.*Nothing was changed/)
  expect(ran.exitCode).toBe(4)
  expect(contents(folder)).toEqual(before)
})

test('a folder that can not hold a journal: none of the files is written, and nothing is left behind', async () => {
  const folder = repository({ ...PROJECT, '.orm-codemod': 'a file' })
  const before = contents(folder)
  const ran = await orm(folder)
  expect(ran.exitCode).toBe(4)
  expect(ran.error).toMatch(/EEXIST.*Nothing was changed/)
  expect(contents(folder)).toEqual(before)
})
