import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrationError } from '../errors/migration-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ModelState } from '../schema/model-state.ts'
import type { SchemaChange } from '../schema/table-change.ts'
import type { ColumnDefault, TableColumn } from '../schema/table-definition.ts'
import { describeOperation, slugOf } from './describe-operation.ts'
import { difference } from './difference.ts'
import { fillOf, filled, readFill } from './fills.ts'
import { numberOf, readMigrations } from './migration-files.ts'
import type { NamedMigration } from './operation.ts'
import { printMigration } from './print-migration.ts'
import { noRenames, possibleRenames, readRenames, type PossibleRename } from './renames.ts'
import { replay, type SchemaState } from './state.ts'

export interface MakeOptions {
  /** The folder of the migration files. */
  readonly migrations: string
  readonly models: ModelState
  /** What the file's name says behind its number; made from the operations if not given. */
  readonly name?: string | undefined
  /** `users:people`, `users.age:years`. */
  readonly renames: readonly string[]
  /** `users`, `users.age`: what is dropped although something new is like it. */
  readonly drops: readonly string[]
  /** `users.age=0`: values for the rows that exist. */
  readonly defaults: readonly string[]
  /** Asks a person; absent where there is none. */
  readonly ask?: ((question: string) => Promise<string>) | undefined
}

export interface MadeMigration {
  readonly name: string
  readonly path: string
  readonly text: string
  /** Each operation in short. */
  readonly operations: readonly string[]
}

/**
 * What leads from the state of the migration files to the models, as a file that is not written yet; undefined where
 * nothing differs. Needs no database.
 * @throws MigrationError where a rename or a value is not clear and there is nobody to ask.
 */
export async function makeMigration(options: MakeOptions): Promise<MadeMigration | undefined> {
  const existing = await readMigrations(options.migrations)
  const from = stateOf(existing)
  const operations = await decided(from, options)
  if (operations.length === 0) return undefined
  const number = numberOf(existing.at(-1)?.name ?? '0') + 1
  return fileOf(options, number, operations)
}

/** What the migration files lack, each operation in short; what may have been renamed counts as dropped and added. */
export async function unmadeChanges({ migrations, models }: MakeOptions): Promise<string[]> {
  const from = stateOf(await readMigrations(migrations))
  return difference(from, models.tables, noRenames).map(describeOperation)
}

function stateOf(migrations: readonly NamedMigration[]): SchemaState {
  return migrations.reduce<SchemaState>((state, { operations }) => replay(operations, state), new Map())
}

/** An empty migration, to be written by hand. */
export async function emptyMigration(options: Pick<MakeOptions, 'migrations' | 'name'>): Promise<MadeMigration> {
  const existing = await readMigrations(options.migrations)
  return fileOf(options, numberOf(existing.at(-1)?.name ?? '0') + 1, [])
}

/** Writes the file, and the folder where there is none. */
export async function writeMigration({ path, text }: MadeMigration, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  // Another one of this name was made since.
  await writeFile(path, text, { flag: 'wx' })
}

function fileOf(
  { migrations, name }: Pick<MakeOptions, 'migrations' | 'name'>,
  number: number,
  operations: readonly SchemaChange[],
): MadeMigration {
  const slug = name ?? nameOf(number, operations)
  if (!/^[\w-]+$/.test(slug)) {
    throw new UsageError(`'${slug}' is no name for a migration: letters, digits, _ and - only.`)
  }
  const full = `${String(number).padStart(4, '0')}_${slug}`
  const described = operations.map(describeOperation)
  return { name: full, path: join(migrations, `${full}.ts`), text: printMigration(operations), operations: described }
}

const LONGEST_NAME = 60

function nameOf(number: number, operations: readonly SchemaChange[]): string {
  if (number === 1) return 'initial'
  const [first, ...rest] = operations
  if (!first) return 'custom'
  const slug = slugOf(first).slice(0, LONGEST_NAME)
  return rest.length > 0 ? `${slug}_and_more` : slug
}

async function decided(from: SchemaState, options: MakeOptions): Promise<SchemaChange[]> {
  const { models } = options
  const renames = [...options.renames]
  const drops = [...options.drops]
  let known = readRenames(renames, from, models.tables)
  for (;;) {
    const possible = possibleRenames(from, models.tables, known, drops)
    const [first] = possible
    if (!first) break
    if (!options.ask) throw unclearRenames(possible)
    const answer = await options.ask(`Was ${first.from} renamed to ${first.to}? Its rows are kept then. [y/N] `)
    if (/^y(es)?$/i.test(answer.trim())) renames.push(`${first.from}:${first.to}`)
    else drops.push(first.from)
    known = readRenames(renames, from, models.tables)
  }
  return withFills(difference(from, models.tables, known), from, options)
}

function unclearRenames(possible: readonly PossibleRename[]): MigrationError {
  const choices = possible.map(
    ({ from, to }) =>
      `\n  --rename ${from}:${to}   it keeps what it holds\n  --drop ${from}   it is dropped, and ${to} is new and empty`,
  )
  return new MigrationError(
    `Something is gone from the models, and something new is like it. Say which it is:${choices.join('')}`,
  )
}

async function withFills(
  operations: readonly SchemaChange[],
  from: SchemaState,
  { models, defaults, ask }: MakeOptions,
): Promise<SchemaChange[]> {
  const fills = new Map<string, ColumnDefault>()
  const needed = filled(operations, from, fills).missing
  for (const text of defaults) fills.set(...readFill(text, needed.map(atItsPlace(operations))))
  for (const [place, value] of models.defaults) if (!fills.has(place)) fills.set(place, value)
  const { missing } = filled(operations, from, fills)
  if (missing.length > 0 && !ask) throw missingFills(missing.map(atItsPlace(operations)))
  for (const column of missing.map(atItsPlace(operations))) {
    const { place } = column.type
    const answer = await ask!(`Rows that exist need a value for ${place} (${column.type.kind}), for this once: `)
    fills.set(place, fillOf(column, answer))
  }
  return filled(operations, from, fills).operations
}

/** Models name places by model and field; migrations by table and column. */
function atItsPlace(operations: readonly SchemaChange[]) {
  return (column: TableColumn): TableColumn => {
    const found = operations.find((one) => 'column' in one && one.column === column)
    const table = found && 'table' in found && typeof found.table === 'string' ? found.table : ''
    return { ...column, type: { ...column.type, place: `${table}.${column.name}` } }
  }
}

function missingFills(missing: readonly TableColumn[]): MigrationError {
  const list = missing
    .map(({ type }) => `\n  --default ${type.place}=…   a ${type.kind}, for the rows that exist`)
    .join('')
  return new MigrationError(
    `Columns that may not be null have no value for the rows that exist. Give one for this once, or give the field { null: true } or a databaseDefault:${list}`,
  )
}
