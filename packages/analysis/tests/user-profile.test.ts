import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { profileSchema } from '../scripts/profile-schema.ts'
import { findQueries } from '../src/passes/queries/find-queries.ts'
import { builtInProfiles } from '../src/profiles/built-in-profiles.ts'
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

test('a list of exports names functions that became asynchronous', () => {
  const [profile] = readUserProfiles({ profiles: [{ module: 'x', exports: ['a'] }] }, FOLDER, 'orm.config.json')
  expect(profile?.functions).toMatchObject({ a: { twin: 'same', became: 'async' } })
})

test('types of a module are described by every column', () => {
  const profiles = readUserProfiles(
    {
      $schema: './node_modules/orm-analysis/schema/profiles.schema.json',
      profiles: [
        {
          name: 'store',
          module: './store.js',
          types: {
            Store: { query: { does: 'build', effect: 'read' }, loadSync: { twin: 'load', effect: 'read' } },
            'Lazy*': { first: { twin: 'same', effect: 'read' } },
          },
          functions: { connect: { does: 'connect', effect: 'none' } },
          lazyTypes: ['LazyQuery'],
        },
      ],
    },
    FOLDER,
    'orm.config.json',
  )
  const context = analysed(
    {
      'store.ts': `
export interface LazyQuery extends PromiseLike<string[]> { first(): string }
export declare class Store { query(): LazyQuery; loadSync(): string; load(): Promise<string> }
export declare function connect(): Store`,
      'main.ts': `
import { connect } from './store.js'
const store = connect()
store.query()
store.query().first()
store.loadSync()
store.load()`,
    },
    profiles,
  )
  const found = findQueries(context, context.unit('main.ts')).map(
    ({ member, mode, profile, operation }) =>
      `${profile.name}: ${member} ${mode} ${operation.effect} ${operation.result}`,
  )
  expect(found).toEqual([
    'store: query lazy read query',
    'store: first blocking read one',
    'store: loadSync blocking read one',
    'store: load eager read one',
  ])
})

test('the published schema is generated from the types', () => {
  const file = new URL('../schema/profiles.schema.json', import.meta.url)
  // After a change of profile.ts: npm run generate -w orm-analysis
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(profileSchema())))
})

test('every built-in profile is one that a project could have written', () => {
  for (const { name, modules, types, functions, ...columns } of builtInProfiles)
    expect(() =>
      readUserProfiles({ profiles: [{ name, modules, types, functions, ...columns }] }, FOLDER, name),
    ).not.toThrow()
})

const REFUSED: [string, unknown, string | RegExp][] = [
  ['a list', [], 'orm.config.json: the whole is []; write an object with profiles.'],
  ['no list of profiles', { profiles: {} }, 'orm.config.json: profiles is {}; list the profiles in an array.'],
  ['an unknown field', { profile: [] }, 'orm.config.json: profile is []; no such field exists; choose from profiles.'],
  [
    'no module',
    { profiles: [{ exports: {} }] },
    'orm.config.json: profiles[0].module is missing; name a package or a file, such as "./src/http.ts".',
  ],
  [
    'no exports',
    { profiles: [{ module: 'x' }] },
    'orm.config.json: profiles[0].exports is missing; write an object with a row for each function, or describe types.',
  ],
  [
    'exports that are no names',
    { profiles: [{ module: 'x', exports: [1] }] },
    'profiles[0].exports[0] is 1; write a string that is not empty.',
  ],
  [
    'a row that is a number',
    { profiles: [{ module: 'x', types: { Store: { load: 1 } } }] },
    'profiles[0].types.Store.load is 1; write "async", or an object with twin, effect and throws.',
  ],
  [
    'a field of a profile that is nearly right',
    { profiles: [{ module: 'x', exports: {}, lazyType: ['Query'] }] },
    /profiles\[0\]\.lazyType is \["Query"\]; no such field exists; choose from module, .* Did you mean lazyTypes\?$/,
  ],
  [
    'a field of a row that is nearly right',
    { profiles: [{ module: 'x', exports: { f: { twins: 'g' } } }] },
    /exports\.f\.twins is 'g'; no such field exists; choose from .* Did you mean twin\?$/,
  ],
  [
    'an effect that is nearly right',
    { profiles: [{ module: 'x', types: { 'a/b': { f: { effect: 'writes' } } } }] },
    "profiles[0].types.a/b.f.effect is 'writes'; choose one of none, observe, read, write, unknown. Did you mean write?",
  ],
  [
    'a column of one word',
    { profiles: [{ module: 'x', exports: {}, builders: 'immutable' }] },
    "profiles[0].builders is 'immutable'; write mutable. Did you mean mutable?",
  ],
  [
    'a list of types that is a word',
    { profiles: [{ module: 'x', lazyTypes: 'Query' }] },
    "profiles[0].lazyTypes is 'Query'; write an array.",
  ],
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
    "orm.config.json: profiles[0].exports.f.throws is 'never'; choose one of nothing, infrastructure, domain.",
  ],
]

for (const [name, value, message] of REFUSED)
  test(`refused with the place and the choices: ${name}`, () => {
    expect(() => readUserProfiles(value, FOLDER, 'orm.config.json')).toThrow(message)
  })
