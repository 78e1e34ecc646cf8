import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What was written: the project's own files and lines, without its settings. */
export interface GeneratedProject {
  readonly folder: string
  readonly files: number
  readonly lines: number
}

type Random = () => number
type Module = readonly [path: string, text: string]

const modelCount = 20

/** How many modules of each kind a project of so many files has; endpoints and services are those that change. */
function countsOf(files: number, share: number) {
  const changing = Math.min(Math.round(files * share), files - modelCount)
  const endpoints = Math.round(changing * 0.3)
  return { endpoints, plain: files - modelCount - changing, services: changing - endpoints }
}

/**
 * Writes a TypeScript program of so many files on orm-runtime: models, synchronous services that call each other,
 * asynchronous endpoints that call the services, and modules without a query. A migration changes the services and
 * endpoints, which are `share` of the files. The same seed writes the same bytes.
 */
export function writeGeneratedProject(folder: string, seed: number, files = 500, share = 0.8): GeneratedProject {
  const random = randomFrom(seed)
  const { services, endpoints, plain } = countsOf(files, share)
  const modules: readonly Module[] = [
    ...times(modelCount, (index) => modelModule(index)),
    ...times(services, (index) => serviceModule(index, random)),
    ...times(endpoints, (index) => endpointModule(index, services, random)),
    ...times(plain, (index) => plainModule(index, random)),
  ]
  rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of modules) write(join(folder, path), text)
  for (const [path, settings] of Object.entries(settingFiles)) write(join(folder, path), settings)
  commit(folder)
  return {
    folder,
    files: modules.length,
    lines: modules.reduce((sum, [, text]) => sum + text.split('\n').length - 1, 0),
  }
}

const settingFiles = {
  'package.json': `${JSON.stringify({ name: 'generated', private: true, type: 'module' }, null, 2)}\n`,
  'tsconfig.json': `${JSON.stringify(
    {
      compilerOptions: {
        target: 'es2023',
        module: 'nodenext',
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        allowImportingTsExtensions: true,
      },
      include: ['src'],
    },
    null,
    2,
  )}\n`,
}

function modelModule(index: number): Module {
  const parent = (index + 1) % modelCount
  return [
    `src/models/${fileOf('model', index)}.ts`,
    `import { auto, boolean, foreignKey, integer, Model, text } from 'orm-runtime'
import type { Model${parent} } from './${fileOf('model', parent)}.ts'

export class Model${index} extends Model<Model${index}>()('model_${index}', {
  id: auto(),
  name: text(),
  amount: integer(),
  active: boolean({ default: true }),
  parent: foreignKey<Model${parent}>('Model${parent}'),
}) {}
`,
  ]
}

/** Three functions: two of queries, and one that calls a service written before this one, so that calls go deep. */
function serviceModule(index: number, random: Random): Module {
  const model = pick(modelCount, random)
  const callee = index === 0 ? undefined : pick(index, random)
  const imports = [`import { Model${model} } from '../models/${fileOf('model', model)}.ts'`]
  if (callee !== undefined) imports.push(`import { find${callee} } from './${fileOf('service', callee)}.ts'`)
  return [
    `src/services/${fileOf('service', index)}.ts`,
    `${imports.join('\n')}

export function find${index}(id: number) {
  return Model${model}.objects.get({ id })
}

export function measure${index}(limit: number) {
${queryBody(`Model${model}`, pick(4, random))}
}

export function describe${index}(id: number) {
  const row = find${index}(id)
  ${callee === undefined ? 'return row.name' : `return \`\${row.name} of \${find${callee}(row.amount).name}\``}
}
`,
  ]
}

function queryBody(model: string, kind: number): string {
  switch (kind) {
    case 0:
      return `  let total = 0
  for (const row of ${model}.objects.filter({ amount__gte: limit })) total += row.amount
  return total`
    case 1:
      return `  const names = [...${model}.objects.filter({ active: true }).orderBy('name')].map((row) => row.name)
  return names.length + limit`
    case 2:
      return `  if (!${model}.objects.filter({ amount__gt: limit }).exists()) return 0
  return ${model}.objects.filter({ active: true }).count() + limit`
    default:
      return `  return ${model}.objects.filter({ amount__lt: limit }).update({ active: false })`
  }
}

/** A handler that blocks in its services and then awaits in line. */
function endpointModule(index: number, serviceCount: number, random: Random): Module {
  const [first, second] = [pick(serviceCount, random), pick(serviceCount, random)]
  const [left, right] = [pick(modelCount, random), pick(modelCount, random)]
  const models = [...new Set([left, right])].map(
    (model) => `import { Model${model} } from '../models/${fileOf('model', model)}.ts'`,
  )
  return [
    `src/endpoints/${fileOf('endpoint', index)}.ts`,
    `${models.join('\n')}
import { describe${first} } from '../services/${fileOf('service', first)}.ts'
import { measure${second} as measure } from '../services/${fileOf('service', second)}.ts'

export async function endpoint${index}(id: number) {
  const title = describe${first}(id)
  const total = measure(id)
  const all = await Model${left}.objects.acount()
  const large = await Model${right}.objects.filter({ amount__gte: total }).acount()
  return { title, total, all, large }
}
`,
  ]
}

/** As much code for a checker as a service has: generics, callbacks, and a call into a module written before. */
function plainModule(index: number, random: Random): Module {
  const factor = 1 + pick(9, random)
  const other = index === 0 ? undefined : pick(index, random)
  return [
    `src/plain/${fileOf('plain', index)}.ts`,
    `${other === undefined ? '' : `import { largest${other} } from './${fileOf('plain', other)}.ts'\n\n`}export interface Shape${index} {
  readonly name: string
  readonly width: number
  readonly height: number
}

export function area${index}(shape: Shape${index}): number {
  return shape.width * shape.height * ${factor}
}

export function largest${index}(shapes: readonly Shape${index}[]): number {
  return shapes.reduce((largest, shape) => Math.max(largest, area${index}(shape)), 0)
}

export function byName${index}(shapes: readonly Shape${index}[]) {
  const names = new Map(shapes.map((shape) => [shape.name.trim().toLowerCase(), shape] as const))
  return [...names.entries()]
    .filter(([name, { width }]) => name.length > 2 && width > ${factor})
    .map(([name, shape]) => ({ name, area: area${index}(shape), ${other === undefined ? 'most: 0' : `most: largest${other}([shape])`} }))
    .sort((left, right) => left.area - right.area || left.name.localeCompare(right.name))
}

export async function load${index}(url: string): Promise<readonly Shape${index}[]> {
  const shapes = await Promise.resolve(url.split('/').map((name, width) => ({ name, width, height: ${factor} })))
  return shapes.filter(({ name }) => name !== '')
}
`,
  ]
}

/** A repository of its own: the codemod leaves alone what git ignores, and this folder is ignored by ours. */
function commit(folder: string): void {
  const git = (...parameters: string[]) => execFileSync('git', parameters, { cwd: folder, stdio: 'pipe' })
  git('init', '--quiet')
  git('add', '.')
  git('-c', 'user.name=benchmark', '-c', 'user.email=benchmark@localhost', 'commit', '--quiet', '-m', 'Generate')
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function fileOf(kind: string, index: number): string {
  return `${kind}-${index}`
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

function pick(count: number, random: Random): number {
  return Math.floor(random() * count)
}

/** Mulberry32: 32 bits of state are enough for a layout, and every platform draws the same numbers. */
function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
