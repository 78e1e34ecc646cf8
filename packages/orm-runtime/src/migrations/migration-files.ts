import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrationError } from '../errors/migration-error.ts'
import { loadModule } from './load-module.ts'
import type { Migration, NamedMigration } from './operation.ts'

/** A migration file's name without its ending. */
const FILE = /^(\d{4,}_[\w-]+)\.(?:[cm]?ts|[cm]?js)$/

/**
 * The migrations of a folder in the order of their numbers; none where there is no such folder.
 * @throws MigrationError for a file that exports none, and for two with one number.
 */
export async function readMigrations(folder: string): Promise<NamedMigration[]> {
  const files = (await filesOf(folder))
    .filter((file) => FILE.test(file) && !/\.d\.[cm]?ts$/.test(file))
    .toSorted(byNumber)
  refuseConflicts(folder, files)
  const migrations: NamedMigration[] = []
  for (const file of files) migrations.push(await readMigration(join(folder, file), file))
  return migrations
}

/** The number of a migration. */
export function numberOf(name: string): number {
  return Number.parseInt(name, 10)
}

function byNumber(one: string, other: string): number {
  return numberOf(one) - numberOf(other) || (one < other ? -1 : 1)
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function refuseConflicts(folder: string, files: readonly string[]): void {
  const second = files.find((file, index) => index > 0 && numberOf(file) === numberOf(files[index - 1] ?? ''))
  if (second === undefined) return
  const first = files.find((file) => numberOf(file) === numberOf(second))
  throw new MigrationError(
    `Two migrations in ${folder} have one number: ${first}, ${second}. Give the one that is not applied anywhere yet the next free number, and read whether it still fits what is before it.`,
  )
}

async function readMigration(path: string, file: string): Promise<NamedMigration> {
  const text = await readFile(path, 'utf8')
  const exported = (await loadModule(path))['default']
  if (!isMigration(exported)) {
    throw new MigrationError(
      `${path} is no migration. Its default export is to be one: export default migration([…]), from 'orm-runtime/migrations'.`,
    )
  }
  // Git may change the ends of lines.
  const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
  return { ...exported, name: FILE.exec(file)?.[1] ?? file, checksum }
}

function isMigration(value: unknown): value is Migration {
  return typeof value === 'object' && value !== null && 'operations' in value && Array.isArray(value.operations)
}
