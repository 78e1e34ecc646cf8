import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { ConnectOptions } from '../connect.ts'
import type { OrmConfig } from '../define-config.ts'
import { UsageError } from '../errors/usage-error.ts'
import { loadModule } from '../migrations/load-module.ts'
import type { AnyModel } from '../models/model-definition.ts'

/** A project as the command sees it. */
export interface Project {
  readonly connect: ConnectOptions
  /** The folder of a database's migrations: that of `default`, and inside of it one for each further database. */
  readonly migrations: (alias: string) => string
}

const NAMES = ['orm.config.ts', 'orm.config.mts', 'orm.config.js', 'orm.config.mjs']

/**
 * Reads the configuration that is given, or that of the nearest folder above that has one.
 * @throws UsageError where there is none, or it lacks something.
 */
export async function loadProject(
  given: string | undefined,
  models: 'with models' | 'without models',
): Promise<Project> {
  const path = given === undefined ? nearestConfig(process.cwd()) : resolve(given)
  if (!existsSync(path)) throw new UsageError(`There is no ${path}.`)
  const config = (await loadModule(path))['default']
  if (!isConfig(config)) {
    throw new UsageError(
      `${path} has no database. It is to be: export default defineConfig({ default: sqlite('app.db'), models: './src/models.ts' }).`,
    )
  }
  const folder = dirname(path)
  const found = models === 'with models' ? await modelsOf(config, path) : []
  const migrations = resolve(folder, config.migrations ?? 'migrations')
  return {
    connect: { ...config, models: found },
    migrations: (alias) => (alias === 'default' ? migrations : join(migrations, alias)),
  }
}

function nearestConfig(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = NAMES.map((name) => join(folder, name)).find((path) => existsSync(path))
    if (found !== undefined) return found
    if (dirname(folder) !== folder) continue
    throw new UsageError(
      `There is no ${NAMES[0]} in ${start} or above. Make one: export default defineConfig({ default: sqlite('app.db'), models: './src/models.ts' }), or name one with --config.`,
    )
  }
}

function isConfig(value: unknown): value is OrmConfig {
  return typeof value === 'object' && value !== null && 'default' in value
}

async function modelsOf({ models }: Partial<OrmConfig>, path: string): Promise<AnyModel[]> {
  const given: readonly (AnyModel | string)[] = typeof models === 'string' ? [models] : (models ?? [])
  const found: AnyModel[] = []
  for (const one of given) {
    if (typeof one !== 'string') found.push(one)
    else found.push(...(await exportedModels(resolve(dirname(path), one))))
  }
  if (found.length > 0) return [...new Set(found)]
  throw new UsageError(
    `${path} has no models. Give the classes, or the modules that export them: models: './src/models.ts'.`,
  )
}

async function exportedModels(module: string): Promise<AnyModel[]> {
  if (!existsSync(module)) throw new UsageError(`There is no module ${module}, which \`models\` names.`)
  const models = Object.values(await loadModule(module)).filter(isModel)
  if (models.length > 0) return models
  throw new UsageError(
    `${module}, which \`models\` names, exports no model: export class User extends Model<User>()(…) {}.`,
  )
}

function isModel(value: unknown): value is AnyModel {
  if (typeof value !== 'function' || !('table' in value) || !('fields' in value)) return false
  return typeof value.table === 'string' && typeof value.fields === 'object'
}
