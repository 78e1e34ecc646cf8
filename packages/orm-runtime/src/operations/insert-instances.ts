import type { ConflictAction } from '../compile/compile-insert.ts'
import type { Outcome } from '../dialects/connections.ts'
import type { Database } from '../execute/database.ts'
import { atomically, send, type Steps } from '../execute/steps.ts'
import { property } from '../models/key-of.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import { Row } from '../models/row.ts'
import { insertStatement, type InsertStatement } from './change-statements.ts'

export interface InsertOptions {
  /** Rows of one statement; as many as the database takes well if not given. */
  readonly batchSize?: number | undefined
  readonly onConflict?: ConflictAction | undefined
}

/**
 * Inserts instances, all or none, and gives them what the database made: keys, and defaults of its own. Without
 * RETURNING it makes the key of a single instance only; after ignored conflicts nobody knows whose rows they are.
 */
export function* insertInstances(
  database: Database,
  definition: ModelDefinition,
  instances: readonly object[],
  options: InsertOptions = {},
): Steps<void> {
  const batches = groups(definition, instances).flatMap((group) => batchesOf(group, definition, database, options))
  const [only] = batches
  if (batches.length === 1 && only) {
    keep(only, definition, database, yield* sendBatch(only, definition, database, options), options)
    return
  }
  const sent = yield* atomically(database, function* () {
    const sent: Sent[] = []
    for (const batch of batches) sent.push(yield* sendBatch({ ...batch, isPart: true }, definition, database, options))
    return sent
  })
  // A failure would have taken back the rows, so instances learn their keys when all are there.
  for (const [index, batch] of batches.entries()) {
    const answer = sent[index]
    if (answer) keep(batch, definition, database, answer, options)
  }
}

/** Instances that have values for the same columns; the database gives those of the others. */
interface Group {
  readonly columns: readonly Column[]
  readonly answers: readonly Column[]
  readonly instances: readonly object[]
  /** One of several statements that are sent in a block of their own. */
  readonly isPart?: true
}

interface Sent {
  readonly fill: InsertStatement['fill']
  readonly outcome: Outcome
}

function groups({ columns }: ModelDefinition, instances: readonly object[]): Group[] {
  const given = columns.filter(isGivenByDatabase)
  const bySignature = new Map<string, { readonly answers: readonly Column[]; readonly instances: object[] }>()
  for (const instance of instances) {
    const answers = given.filter(({ name }) => property(instance, name) === undefined)
    const signature = answers.length === 0 ? '' : answers.map(({ name }) => name).join(' ')
    const known = bySignature.get(signature)
    if (known) known.instances.push(instance)
    else bySignature.set(signature, { answers, instances: [instance] })
  }
  return [...bySignature.values()].map((group) => ({
    ...group,
    columns: columns.filter((column) => !group.answers.includes(column)),
  }))
}

/** True for a column that the database fills in where a row comes without it. */
function isGivenByDatabase({ type, definition }: Column): boolean {
  return type.kind === 'auto' || type.kind === 'bigAuto' || definition.databaseDefault !== undefined
}

function batchesOf(group: Group, definition: ModelDefinition, { dialect }: Database, options: InsertOptions): Group[] {
  const { columns, instances } = group
  const { arrayParameters, maxParameters } = dialect.features
  const room = arrayParameters ? MAX_ARRAY : Math.min(MAX_ROWS, Math.floor(maxParameters / Math.max(1, columns.length)))
  // A row without any value has a statement of its own.
  const size = columns.length === 0 ? 1 : Math.max(1, Math.min(options.batchSize ?? room, room))
  return chunks(instances, size).map((chunk) => ({ ...group, instances: chunk }))
}

/** More rows of a VALUES list are no faster, and each number of rows is a statement that is compiled and prepared. */
const MAX_ROWS = 100
/** Elements of one parameter, which is one message. */
const MAX_ARRAY = 10_000

/** Parts of a list, of at most `size` elements. */
export function chunks<T>(list: readonly T[], size: number): (readonly T[])[] {
  if (list.length <= size) return list.length === 0 ? [] : [list]
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )
}

function* sendBatch(
  group: Group,
  definition: ModelDefinition,
  database: Database,
  options: InsertOptions,
): Steps<Sent> {
  const { columns, instances, isPart } = group
  const { onConflict } = options
  const answers = onConflict?.do === 'ignore' ? [] : group.answers
  const arrays = database.dialect.features.arrayParameters && instances.length > 1
  const rows = arrays ? ('arrays' as const) : instances.length
  const insertion = { definition, columns, answers, rows, ...(isPart && { isPart }) }
  const values = arrays ? byColumn(columns, instances) : byRow(columns, instances)
  const { statement, fill } = insertStatement(database, { ...insertion, ...(onConflict && { onConflict }) }, values)
  return { fill, outcome: yield* send(database, statement) }
}

/** One array of values for each column. */
export function byColumn(columns: readonly Column[], instances: readonly object[]): unknown[] {
  return columns.map(({ name }) => instances.map((instance) => property(instance, name)))
}

/** The values of the first instance, then those of the next. */
export function byRow(columns: readonly Column[], instances: readonly object[]): unknown[] {
  const values: unknown[] = []
  for (const instance of instances) for (const { name } of columns) values.push(property(instance, name))
  return values
}

function keep(group: Group, { key }: ModelDefinition, { alias }: Database, sent: Sent, options: InsertOptions): void {
  const { instances, answers } = group
  const { rows, insertId } = sent.outcome
  const told = options.onConflict?.do !== 'ignore' && rows.length === instances.length
  for (const [index, instance] of instances.entries()) {
    const state = Row.state(instance)
    state.stored = true
    state.database = alias
    const row = rows[index]
    if (told && row) sent.fill(instance, row, 0)
  }
  const [only] = instances
  if (!only || instances.length > 1 || insertId === undefined || !answers.includes(key)) return
  Object.assign(only, { [key.name]: key.type.kind === 'bigAuto' ? BigInt(insertId) : Number(insertId) })
}
