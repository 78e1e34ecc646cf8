import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv'

export class InvalidUserProfile extends Error {
  override readonly name = 'InvalidUserProfile'
}

/**
 * Holds what people wrote against a schema, by default the one of profiles that this package publishes. The first thing that is wrong is said in one
 * sentence: the place, what stands there, and what to write instead.
 *
 * @throws InvalidUserProfile
 */
export function refuseInvalid(value: unknown, source: string, schema = PROFILES): void {
  if (isEmptyObject(value)) return
  const validate = validators.get(schema.href) ?? compile(schema)
  validators.set(schema.href, validate)
  if (validate(value)) return
  const [error] = validate.errors ?? []
  if (!error) return
  const { at, found, remedy } = explain(error)
  const spelled = found === undefined ? 'missing' : spell(found)
  throw new InvalidUserProfile(`${source}: ${at || 'the whole'} is ${spelled}; ${remedy}`)
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}

const PROFILES = new URL('../../schema/profiles.schema.json', import.meta.url)
const validators = new Map<string, ValidateFunction>()

function compile(file: URL): ValidateFunction {
  // Loaded here, because most programs have no profiles of their own, and it is slow to load.
  const ajv = createRequire(import.meta.url)('ajv') as { readonly Ajv: typeof Ajv }
  // `remedy` is an annotation of ours, and the schema says `type` where it is not in doubt.
  return new ajv.Ajv({ strict: false, verbose: true }).compile(JSON.parse(readFileSync(file, 'utf8')) as object)
}

interface Explanation {
  /** Such as `profiles[0].exports.load`; empty for the whole. */
  readonly at: string
  readonly found: unknown
  readonly remedy: string
}

function explain({ keyword, instancePath, params, data, parentSchema }: ErrorObject): Explanation {
  const at = spellPath(instancePath)
  const schema = (parentSchema ?? {}) as Schema
  const { missingProperty, additionalProperty, allowedValues } = params as Parameters
  if (missingProperty !== undefined)
    return { at: join(at, missingProperty), found: undefined, remedy: `${MISSING[missingProperty] ?? 'write it'}.` }
  if (additionalProperty !== undefined) {
    const known = fieldsOf(schema)
    return {
      at: join(at, additionalProperty),
      found: (data as Record<string, unknown>)[additionalProperty],
      remedy: `no such field exists; choose from ${known.join(', ')}.${nearest(additionalProperty, known)}`,
    }
  }
  if (schema.remedy !== undefined) return { at, found: data, remedy: `${schema.remedy}.` }
  if (keyword === 'enum' && allowedValues) {
    const near = typeof data === 'string' ? nearest(data, allowedValues.map(String)) : ''
    const choices = allowedValues.length === 1 ? 'write' : 'choose one of'
    return { at, found: data, remedy: `${choices} ${allowedValues.join(', ')}.${near}` }
  }
  return { at, found: data, remedy: `${expected(schema)}.` }
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly remedy?: string
}

interface Parameters {
  readonly missingProperty?: string
  readonly additionalProperty?: string
  readonly allowedValues?: readonly unknown[]
}

const MISSING: Readonly<Record<string, string>> = {
  module: 'name a package or a file, such as "./src/http.ts"',
  exports: 'write an object with a row for each function, or describe types',
}

function expected(schema: Schema): string {
  if (schema.type === 'object')
    return schema.properties ? `write an object with ${fieldsOf(schema).join(', ')}` : 'write an object'
  if (schema.type === 'array') return 'write an array'
  if (schema.type === 'boolean') return 'write true or false'
  if (schema.type === 'integer') return 'write a number from 0'
  return schema.type === 'string' ? 'write a string that is not empty' : 'write what the schema says'
}

const fieldsOf = ({ properties = {} }: Schema) => Object.keys(properties).filter((field) => !field.startsWith('$'))

/** What was probably meant, as a sentence: two changed letters away at most. */
function nearest(written: string, choices: readonly string[]): string {
  const ranked = choices.map((choice) => ({ choice, distance: distance(written.toLowerCase(), choice.toLowerCase()) }))
  const [best] = ranked.sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.min(2, best.choice.length - 1) ? ` Did you mean ${best.choice}?` : ''
}

/** Levenshtein's, row by row. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(b).entries())
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    row = next
  }
  return row.at(-1) ?? 0
}

/** `/profiles/0/exports/f` → `profiles[0].exports.f`. */
function spellPath(pointer: string): string {
  const fields = pointer
    .split('/')
    .slice(1)
    .map((field) => field.replaceAll('~1', '/').replaceAll('~0', '~'))
  return fields.reduce((path, field) => (/^\d+$/.test(field) ? `${path}[${field}]` : join(path, field)), '')
}

function join(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`
}

function spell(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  const json: unknown = JSON.stringify(value)
  return typeof json === 'string' ? json : `a ${typeof value}`
}
