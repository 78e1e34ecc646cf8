import { existsSync, statSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createJiti } from 'jiti'
import { InvalidUserProfile, readUserProfiles, refuseInvalid, type Profile } from 'orm-analysis'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import { OPTIONS, type Options } from '../options.ts'
import { readJson } from '../project/read-json.ts'
import { shownPath } from '../project/spell-diagnostic.ts'
import type { Config } from './define-config.ts'

export interface LoadedConfig {
  readonly options: Partial<Options>
  readonly profiles: readonly Profile[]
}

/**
 * The configuration from the nearest `orm-codemod.config.{ts,js,mjs,json}` at or above a path. Paths in it are relative to
 * it.
 *
 * @param cwd where the command runs: messages name paths as they are written there
 * @throws CodemodError that names the file and the field, where it can't be loaded or is wrong
 */
export async function loadConfig(start: string, cwd: string): Promise<LoadedConfig> {
  const file = configAbove(existsSync(start) && statSync(start).isDirectory() ? start : dirname(start))
  if (file === undefined) return { options: {}, profiles: [] }
  const config = await valueOf(file, cwd)
  const shown = shownPath(file, cwd)
  try {
    refuseInvalid(config, shown, SCHEMA)
    const { profiles, ...written } = config as Config
    return {
      options: withAbsolutePaths(written, dirname(file)),
      profiles: readUserProfiles({ profiles }, dirname(file), shown),
    }
  } catch (invalid) {
    if (invalid instanceof InvalidUserProfile) throw refused(invalid.message)
    throw invalid
  }
}

export const CONFIG_FILES = ['ts', 'js', 'mjs', 'json'].map((extension) => `orm-codemod.config.${extension}`)

const SCHEMA = new URL('../../schema/config.schema.json', import.meta.url)

function configAbove(folder: string): string | undefined {
  const here = CONFIG_FILES.map((name) => join(folder, name)).find((file) => existsSync(file))
  return here ?? (dirname(folder) === folder ? undefined : configAbove(dirname(folder)))
}

async function valueOf(file: string, cwd: string): Promise<unknown> {
  if (extname(file) === '.json') return readJson(file, cwd)
  // The package need not be installed beside it: `npx` is enough.
  const own = fileURLToPath(new URL(`./define-config${extname(import.meta.url)}`, import.meta.url))
  const jiti = createJiti(import.meta.url, { alias: { 'orm-codemod': own }, fsCache: false, moduleCache: false })
  try {
    return await jiti.import(file, { default: true })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw refused(`${shownPath(file, cwd)} can't be loaded: ${message.trim().replace(/\s*\n\s*/g, ' ')}`)
  }
}

function withAbsolutePaths(options: Partial<Options>, folder: string): Partial<Options> {
  const paths = new Set<string>(OPTIONS.filter(({ isPath }) => isPath).map(({ name }) => name))
  const entries = Object.entries(options).map(([name, value]) => {
    const absolute = (path: unknown) => (typeof path === 'string' ? resolve(folder, path) : path)
    if (!paths.has(name)) return [name, value]
    return [name, Array.isArray(value) ? value.map(absolute) : absolute(value)]
  })
  return Object.fromEntries(entries) as Partial<Options>
}

function refused(message: string): CodemodError {
  return new CodemodError(EXIT_CODES.refused, message)
}
