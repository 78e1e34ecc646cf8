import { isBuiltin } from 'node:module'
import { resolve } from 'node:path'
import type { Operation, Profile } from './profile.ts'
import { refuseInvalid } from './refuse-invalid.ts'

/**
 * Reads the profiles of a project's own functions and types, as `orm.config.json` and ESLint's `settings.orm` spell them:
 *
 *     { "profiles": [{ "module": "./src/http/get-json.ts", "exports": {
 *       "getJsonSync": { "twin": "getJson", "effect": "read", "throws": "infrastructure" } } }] }
 *
 * A profile may have all columns of `Profile`. `"cookies": "async"` says that a function became asynchronous: the same call
 * is to be awaited; `"exports": ["cookies"]` says so of each name. What is left out of a row is taken for the worst: any effect, and errors that the program acts on.
 *
 * @param source what error messages call the place that the value was read from
 * @throws InvalidUserProfile
 */
export function readUserProfiles(value: unknown, baseFolder: string, source: string): Profile[] {
  refuseInvalid(value, source)
  const { profiles = [] } = value as { profiles?: readonly WrittenProfile[] }
  return profiles.map((written) => readProfile(written, baseFolder))
}

/** A profile as people write it: it satisfies the schema. */
export interface WrittenProfile extends Partial<Omit<Profile, 'types' | 'functions'>> {
  readonly module?: string
  readonly exports?: WrittenRows | readonly string[]
  readonly functions?: WrittenRows
  readonly types?: Readonly<Record<string, WrittenRows>>
}

type WrittenRows = Readonly<Record<string, Partial<Operation> | 'async'>>

function readProfile(written: WrittenProfile, baseFolder: string): Profile {
  const { module, modules = [], exports = {}, functions = {}, types = {}, ...columns } = written
  const named = [...(module === undefined ? [] : [module]), ...modules]
  return {
    lazyTypes: [],
    ...columns,
    name: columns.name ?? named[0] ?? '',
    modules: named.flatMap((name) => modulesNamed(name, baseFolder)),
    functions: readRows({ ...(isList(exports) ? asyncRows(exports) : exports), ...functions }),
    types: Object.fromEntries(Object.entries(types).map(([type, rows]) => [type, readRows(rows)])),
  }
}

function isList(exports: WrittenRows | readonly string[]): exports is readonly string[] {
  return Array.isArray(exports)
}

/** A list of names is short for functions that became asynchronous. */
function asyncRows(names: readonly string[]): WrittenRows {
  return Object.fromEntries(names.map((name) => [name, 'async']))
}

/** The rows as they are written, and one for each twin that has none of its own. */
function readRows(written: WrittenRows): Record<string, Operation> {
  const rows: Record<string, Operation> = {}
  for (const [name, row] of Object.entries(written)) rows[name] = readRow(row)
  for (const { twinModule, twinDiffers, ...operation } of Object.values(rows))
    if (isMethodName(operation.twin) && !twinModule && !twinDiffers && !Object.hasOwn(rows, operation.twin))
      rows[operation.twin] = { ...operation, waits: 'async', twin: null }
  return rows
}

function readRow(row: Partial<Operation> | 'async'): Operation {
  if (row === 'async') return readRow({ twin: 'same', became: 'async' })
  const { does = 'run', twin = null } = row
  return {
    does,
    waits: does !== 'build' && (does === 'iterate' || isMethodName(twin)) ? 'blocking' : 'by-type',
    effect: 'unknown',
    result: does === 'build' ? 'query' : 'one',
    throws: 'domain',
    ...row,
    twin,
  }
}

function isMethodName(twin: string | null | undefined): twin is string {
  return typeof twin === 'string' && twin !== 'same' && !twin.startsWith('[')
}

/** Every name that the type oracle may give to declarations of the module. */
function modulesNamed(module: string, baseFolder: string): string[] {
  if (isBuiltin(module)) return [module.replace(/^node:/, '')]
  if (!/^\.{0,2}\//.test(module)) {
    const [name = module] = /^(?:@[^/]+\/)?[^/]+/.exec(module) ?? []
    return [...new Set([module, name, `@types/${name.replace(/^@/, '').replace('/', '__')}`])]
  }
  const file = resolve(baseFolder, module).replaceAll('\\', '/')
  const stem = file.replace(/\.[cm]?[jt]sx?$/, '')
  return [stem, `${file}/index`].flatMap((path) => EXTENSIONS.map((extension) => `${path}${extension}`))
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']
