import { expect, test } from 'vitest'
import { findQueries } from '../src/passes/queries/find-queries.ts'
import { readUserProfiles } from '../src/profiles/user-profile.ts'
import { analysed, FOLDER } from './analysed.ts'

test('functions of a module and a package are found with their twins', () => {
  const profiles = readUserProfiles(
    {
      profiles: [
        { module: './http/get-json.js', exports: { getJsonSync: { twin: 'getJson', effect: 'read' } } },
        { module: './store', exports: { load: 'async' } },
        { module: 'node:fs', exports: { readFileSync: { twin: null, effect: 'read', throws: 'domain' } } },
      ],
    },
    FOLDER,
    'orm.config.json',
  )
  const context = analysed(
    {
      'http/get-json.ts':
        'export declare function getJsonSync(): unknown\nexport async function getJson(): Promise<unknown> { return 1 }',
      'store/index.ts': 'export const load = (): number => 1',
      'http.ts': "export { getJsonSync as blocking, getJson } from './http/get-json.js'",
      'main.ts': `
import { readFileSync } from 'fs'
import * as http from './http.js'
import { load } from './store/index.js'
http.blocking()
http.getJson()
load()
readFileSync('x')
function getJsonSync() {}
getJsonSync()`,
    },
    profiles,
  )
  const found = findQueries(context, context.unit('main.ts')).map(
    ({ member, mode, operation }) => `${member} ${mode} ${operation.effect} ${operation.throws} ${operation.twin}`,
  )
  expect(found).toEqual([
    'getJsonSync blocking read domain getJson',
    'getJson eager read domain null',
    'load blocking unknown domain same',
    'readFileSync blocking read domain null',
  ])
})

const REFUSED: [string, unknown, string][] = [
  ['a list', [], 'orm.config.json: the whole is []; write an object with profiles.'],
  ['no list of profiles', { profiles: {} }, 'orm.config.json: profiles is {}; list the profiles in an array.'],
  ['an unknown field', { profile: [] }, 'orm.config.json: profile is []; no such field exists; choose from profiles.'],
  [
    'no module',
    { profiles: [{ exports: {} }] },
    'orm.config.json: profiles[0].module is missing; name a package or a file, such as "./src/http.ts".',
  ],
  ['no exports', { profiles: [{ module: 'x' }] }, 'orm.config.json: profiles[0].exports is missing; write an object.'],
  [
    'an unknown word for an export',
    { profiles: [{ module: 'x', exports: { cookies: 'sync' } }] },
    `orm.config.json: profiles[0].exports.cookies is 'sync'; write "async", or an object with twin, effect and throws.`,
  ],
  [
    'an unknown effect',
    { profiles: [{ module: 'x', exports: { getJsonSync: { twin: 'getJson', effect: 'reads' } } }] },
    "orm.config.json: profiles[0].exports.getJsonSync.effect is 'reads'; choose one of none, observe, read, write, unknown.",
  ],
  [
    'a twin without a name',
    { profiles: [{ module: 'x', exports: { getJsonSync: { twin: 1 } } }] },
    'orm.config.json: profiles[0].exports.getJsonSync.twin is 1; name the asynchronous export, or write "same" if the same call is awaited instead.',
  ],
  [
    'an unknown error class',
    { profiles: [{ module: 'x', exports: { f: { throws: 'never' } } }] },
    "orm.config.json: profiles[0].exports.f.throws is 'never'; choose one of infrastructure, domain.",
  ],
]

for (const [name, value, message] of REFUSED)
  test(`refused with the place and the choices: ${name}`, () => {
    expect(() => readUserProfiles(value, FOLDER, 'orm.config.json')).toThrow(message)
  })
