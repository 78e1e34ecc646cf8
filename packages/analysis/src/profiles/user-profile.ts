import { isBuiltin } from 'node:module'
import { resolve } from 'node:path'
import type { Effect, Operation, Profile } from './profile.ts'

/**
 * Reads the profiles of a project's own functions, as `orm.config.json` and ESLint's `settings.orm` spell them:
 *
 *     { "profiles": [{ "module": "./src/http/get-json.ts", "exports": {
 *       "getJsonSync": { "twin": "getJson", "effect": "read", "throws": "infrastructure" } } }] }
 *
 * `"cookies": "async"` says that a function became asynchronous: the same call is to be awaited. What is left out is
 * taken for the worst: any effect, and errors that the program acts on.
 *
 * @param source what error messages call the place that the value was read from
 * @throws InvalidUserProfile
 */
export function readUserProfiles(value: unknown, baseFolder: string, source: string): Profile[] {
  const at = place(source)
  const { profiles = [] } = fieldsOf(value, at, ['profiles', '$schema'])
  if (!Array.isArray(profiles)) throw at('profiles').refuse(profiles, 'list the profiles in an array')
  return profiles.map((profile: unknown, index) => readProfile(profile, baseFolder, at(`profiles[${index}]`)))
}

export class InvalidUserProfile extends Error {
  override readonly name = 'InvalidUserProfile'
}

const EFFECTS = ['none', 'observe', 'read', 'write', 'unknown'] as const satisfies readonly Effect[]
const THROWS = ['infrastructure', 'domain'] as const satisfies readonly Operation['throws'][]

function readProfile(value: unknown, baseFolder: string, at: Place): Profile {
  const { module, exports } = fieldsOf(value, at, ['module', 'exports'])
  if (typeof module !== 'string' || module === '')
    throw at('module').refuse(module, 'name a package or a file, such as "./src/http.ts"')
  const functions: Record<string, Operation> = {}
  for (const [name, row] of Object.entries(fieldsOf(exports, at('exports')))) {
    const operation = readOperation(row, at('exports')(name))
    functions[name] = operation
    if (isName(operation.twin)) functions[operation.twin] ??= { ...operation, waits: 'async', twin: null }
  }
  return { name: module, modules: modulesNamed(module, baseFolder), types: {}, functions, lazyTypes: [] }
}

function readOperation(value: unknown, at: Place): Operation {
  if (value === 'async') return operationOf('same', 'unknown', 'domain')
  if (typeof value === 'string') throw at.refuse(value, 'write "async", or an object with twin, effect and throws')
  const { twin = null, effect = 'unknown', throws = 'domain' } = fieldsOf(value, at, ['twin', 'effect', 'throws'])
  if (twin !== null && (typeof twin !== 'string' || twin === ''))
    throw at('twin').refuse(twin, 'name the asynchronous export, or write "same" if the same call is awaited instead')
  return operationOf(twin, choice(effect, EFFECTS, at('effect')), choice(throws, THROWS, at('throws')))
}

function operationOf(twin: string | null, effect: Effect, throws: Operation['throws']): Operation {
  return { does: 'run', waits: isName(twin) ? 'blocking' : 'by-type', twin, effect, result: 'one', throws }
}

function isName(twin: string | null | undefined): twin is string {
  return typeof twin === 'string' && twin !== 'same'
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

/** A place in the configuration: called with a field's name it is the place of that field. */
interface Place {
  (field: string): Place
  readonly refuse: (value: unknown, remedy: string) => InvalidUserProfile
}

function place(source: string, path = ''): Place {
  const refuse = (value: unknown, remedy: string) =>
    new InvalidUserProfile(
      `${source}: ${path || 'the whole'} is ${value === undefined ? 'missing' : spell(value)}; ${remedy}.`,
    )
  return Object.assign((field: string) => place(source, path ? `${path}.${field}` : field), { refuse })
}

function spell(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  const json: unknown = JSON.stringify(value)
  return typeof json === 'string' ? json : `a ${typeof value}`
}

function fieldsOf(value: unknown, at: Place, known?: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw at.refuse(value, known ? `write an object with ${known.filter(isShown).join(', ')}` : 'write an object')
  for (const field of Object.keys(value))
    if (known && !known.includes(field))
      throw at(field).refuse(
        (value as Record<string, unknown>)[field],
        `no such field exists; choose from ${known.filter(isShown).join(', ')}`,
      )
  return value as Record<string, unknown>
}

const isShown = (field: string) => !field.startsWith('$')

function choice<Choice extends string>(value: unknown, choices: readonly Choice[], at: Place): Choice {
  const found = choices.find((one) => one === value)
  if (found === undefined) throw at.refuse(value, `choose one of ${choices.join(', ')}`)
  return found
}
