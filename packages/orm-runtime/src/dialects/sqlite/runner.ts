import type BetterSqlite3 from 'better-sqlite3'
import type { Outcome, Parameter, Row, Statement } from '../connections.ts'
import { takeChunk, type ChunkLimits } from './chunks.ts'

export type Runnable = Pick<Statement, 'sql' | 'parameters' | 'prepare' | 'describe'>

const MAX_PREPARED = 1000

/**
 * Runs statements on one connection. Errors are the driver's.
 *
 * better-sqlite3 writes nothing while an iterator is open: the rest of the rows of open streams is fetched before a
 * statement that writes.
 */
export class Runner {
  readonly connection: BetterSqlite3.Database
  readonly #name: string
  readonly #prepared = new Map<string, Prepared>()
  readonly #streams = new Set<OpenStream>()

  constructor(connection: BetterSqlite3.Database, name: string) {
    this.connection = connection
    this.#name = name
  }

  execute({ sql, parameters, prepare, describe }: Runnable): Outcome {
    if (describe) return this.#describe(sql, parameters)
    const prepared = this.#prepared.get(sql) ?? this.#prepare(sql, prepare ? this.#prepared : undefined)
    const { statement, reads } = prepared
    if (!reads && this.#streams.size > 0) this.#fetchStreams()
    if (!prepared.answersRows) {
      return { rows: [], changes: statement.run(bound(parameters)).changes, connection: this.#name }
    }
    // Raw statements answer rows as arrays.
    const rows = statement.all(bound(parameters)) as Row[]
    return { rows, changes: reads ? 0 : rows.length, connection: this.#name }
  }

  /** Exact integers, because nothing is known of the columns that might have had them cast. */
  #describe(sql: string, parameters: readonly Parameter[]): Outcome {
    const { statement, answersRows, reads } = this.#prepare(sql)
    if (!reads && this.#streams.size > 0) this.#fetchStreams()
    const connection = this.#name
    if (!answersRows) return { rows: [], changes: statement.run(bound(parameters)).changes, connection, columns: [] }
    // Raw statements answer rows as arrays.
    const rows = statement.safeIntegers(true).all(bound(parameters)) as Row[]
    const columns = statement.columns().map(({ name }) => ({ name }))
    return { rows, changes: reads ? 0 : rows.length, connection, columns }
  }

  *stream({ sql, parameters }: Runnable, limits: ChunkLimits): Generator<readonly Row[], void, void> {
    // A statement of its own: the driver runs a prepared one once at a time.
    const { statement } = this.#prepare(sql)
    if (!statement.readonly) this.#fetchStreams()
    // Raw statements answer rows as arrays.
    const rows = statement.iterate(bound(parameters)) as Iterator<Row>
    const stream: OpenStream = { rows }
    this.#streams.add(stream)
    try {
      if (!statement.readonly) this.#fetchStreams()
      for (;;) {
        const chunk = takeChunk(stream.rows, limits)
        if (chunk.length === 0) return
        yield chunk
      }
    } finally {
      this.#streams.delete(stream)
      stream.rows.return?.()
    }
  }

  /** Makes the connection as if new: streams end, and a transaction is rolled back. */
  reset(): void {
    for (const stream of this.#streams) {
      stream.rows.return?.()
      stream.rows = [].values()
    }
    this.#streams.clear()
    if (this.connection.inTransaction) this.connection.exec('rollback')
  }

  #fetchStreams(): void {
    for (const stream of this.#streams) stream.rows = fetched(stream.rows)
    this.#streams.clear()
  }

  #prepare(sql: string, keep?: Map<string, Prepared>): Prepared {
    const statement = this.connection.prepare(sql)
    const answersRows = statement.reader
    if (answersRows) statement.raw(true)
    const prepared = { statement, answersRows, reads: answersRows && statement.readonly }
    if (!keep) return prepared
    if (keep.size >= MAX_PREPARED) keep.clear()
    keep.set(sql, prepared)
    return prepared
  }
}

/** A statement beside what it does: to ask the driver costs as much as a tenth of a small query. */
interface Prepared {
  readonly statement: BetterSqlite3.Statement
  readonly answersRows: boolean
  /** True where it answers rows and changes none. */
  readonly reads: boolean
}

interface OpenStream {
  rows: Iterator<Row>
}

/** The rest of the rows from memory; an error among them is thrown where it belongs. */
function fetched(rows: Iterator<Row>): Iterator<Row> {
  const rest: Row[] = []
  try {
    for (let next = rows.next(); !next.done; next = rows.next()) rest.push(next.value)
    return rest.values()
  } catch (error) {
    return (function* () {
      yield* rest
      throw error
    })()
  }
}

/** better-sqlite3 binds each number as a REAL and no boolean; a bigint is an INTEGER. */
function bound(parameters: readonly Parameter[]): readonly Parameter[] {
  return parameters.some(isConverted) ? parameters.map(converted) : parameters
}

function isConverted(parameter: Parameter): boolean {
  return typeof parameter === 'number' || typeof parameter === 'boolean'
}

function converted(parameter: Parameter): Parameter {
  if (typeof parameter === 'boolean') return parameter ? 1n : 0n
  return typeof parameter === 'number' && Number.isSafeInteger(parameter) ? BigInt(parameter) : parameter
}
