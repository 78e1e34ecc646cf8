import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generatePrismaClient } from './generate-prisma-client.ts'

/** What the cases of a page share: modules that they import with `'../name.js'`. */
export interface World {
  readonly name: string
  readonly folder: string
  /** The contents of its `orm.config.json`, as the codemod and ESLint's settings take them. */
  readonly config: { readonly profiles?: readonly object[] }
  /** What its programs are executed on: the database of its `database.ts`, or a copy of its folder `files`. */
  readonly runsOn?: 'database' | 'files'
}

/**
 * Reads a world, and generates the client of one that has a `schema.prisma`.
 *
 * @throws Error that names the worlds where there is none of this name.
 */
export function loadWorld(name: string): World {
  const folder = join(WORLDS, name)
  if (!existsSync(folder))
    throw new Error(`There is no world \`${name}\`; packages/testkit/worlds has ${worldNames().join(', ')}.`)
  if (existsSync(join(folder, 'schema.prisma'))) generatePrismaClient(folder)
  const config = join(folder, 'orm.config.json')
  return {
    name,
    folder,
    config: existsSync(config) ? (JSON.parse(readFileSync(config, 'utf8')) as World['config']) : {},
    ...(existsSync(join(folder, 'database.ts'))
      ? { runsOn: 'database' }
      : existsSync(join(folder, 'files')) && { runsOn: 'files' }),
  }
}

function worldNames() {
  return readdirSync(WORLDS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
}

const WORLDS = fileURLToPath(new URL('../worlds', import.meta.url))
