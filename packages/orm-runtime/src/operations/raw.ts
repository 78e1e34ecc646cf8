import { createQueryId, RawNode, ValueNode } from 'kysely'
import { rawReader } from '../compile/raw-reader.ts'
import type { Parameter, Statement } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import { combinedSignal } from '../execute/context.ts'
import { databaseFor, type Database } from '../execute/database.ts'
import { runWith } from '../execute/run-async.ts'
import { send, type AsyncCall, type CallOptions, type Steps } from '../execute/steps.ts'
import { requireConnected } from '../models/schema.ts'
import { allOf, type Query } from '../query/query.ts'
import { hydrated, hydratedInTurns } from './prefetch/hydrate.ts'
import type { FetchedRows, ResultCache } from './result-cache.ts'

/** A value of SQL that the program writes: lists are PostgreSQL's arrays. */
export type RawParameter = Parameter

/** SQL of the program's own whose rows are a model's. */
export interface RawQuery<R = unknown> {
  /** All rows of the model, on the database that is asked. */
  readonly query: Query<R>
  /** The text, or what stands between the parameters. */
  readonly sql: string | readonly string[]
  readonly parameters: readonly RawParameter[]
}

/** @throws UsageError where the parameters are not what the SQL's form asks for. */
export function raw<R>(
  { definition, database, fetchMode }: Query,
  sql: string | TemplateStringsArray,
  ...given: readonly RawParameter[]
): RawQuery<R> {
  const query = { ...allOf<R>(definition), database, fetchMode }
  if (typeof sql !== 'string') return { query, sql, parameters: given }
  const [parameters = [], more] = given
  if (Array.isArray(parameters) && more === undefined) return { query, sql, parameters }
  throw new UsageError(
    `${definition.name}.objects.raw(sql, parameters) takes the parameters in one list: raw('select … where id = ?', [1]); or write them into a template: raw\`select … where id = \${1}\`.`,
  )
}

/** The rows as instances. */
export function* rawFetched<R>(raw: RawQuery<R>, cache: ResultCache): Steps<R[]> {
  return hydrated(yield* rawRows(raw, cache))
}

/** The rows as instances of the caller's own; calls on one cache share the execution in flight. */
export async function fetchRaw<R>(
  call: AsyncCall,
  raw: RawQuery<R>,
  cache: ResultCache,
  options: CallOptions = {},
): Promise<R[]> {
  const { alias } = rawStatement(raw).database
  const signal = combinedSignal(options.signal)
  signal?.throwIfAborted()
  const execute = (shared: AbortSignal | undefined) => runWith(shared, call, rawRows(raw, cache))
  return hydratedInTurns(await cache.share(alias, signal, execute))
}

/** The statement, and where it goes. */
export function rawStatement({ query, sql, parameters }: RawQuery): { database: Database; statement: Statement } {
  const text = typeof sql === 'string' ? sql : sql.join('?')
  const effect = onlyReads(text) ? 'read' : 'write'
  const database = databaseFor(query.definition, query.database, effect)
  requireConnected(query.definition)
  const { dialect } = database
  const bound = parameters.map((value, index) => boundValue(value, index, dialect))
  return {
    database,
    statement: {
      sql: typeof sql === 'string' ? sql : placed(sql, dialect),
      parameters: bound,
      effect,
      prepare: false,
      describe: true,
      compiled: false,
    },
  }
}

function* rawRows(raw: RawQuery, cache: ResultCache): Steps<FetchedRows> {
  const { database, statement } = rawStatement(raw)
  const known = cache.get(database.alias)
  if (known) return known
  const { rows, columns = [] } = yield* send(database, statement)
  const { query } = raw
  const result = { query, rows, read: rawReader(query.definition, columns, database.dialect), related: [] }
  cache.keep(database.alias, result)
  return result
}

/** The text with the database's placeholders. */
function placed(texts: readonly string[], dialect: Dialect): string {
  const places = texts.slice(1).map(() => ValueNode.create(null))
  return dialect.compiler().compileQuery(RawNode.create(texts, places), createQueryId()).sql
}

/** A moment as the database stores them; all else as it is. */
function boundValue(value: unknown, index: number, { types, features }: Dialect): Parameter {
  const { encode } = types.datetime
  // A codec takes the value of its own kind.
  if (value instanceof Date) return encode ? encode(value as never, { kind: 'datetime', place: '' }) : value
  if (isParameter(value) && (features.arrayParameters || !Array.isArray(value))) return value
  const given = Array.isArray(value) ? 'list' : value instanceof Object ? value.constructor.name : typeof value
  throw new UsageError(
    `Parameter ${index + 1} of raw(…) is a ${given}. The database takes text, numbers, bigints, booleans, bytes, dates and null${features.arrayParameters ? ', and lists of them' : ''}.`,
  )
}

function isParameter(value: unknown): value is Parameter {
  if (value === null || value instanceof Uint8Array || value instanceof Date) return true
  if (Array.isArray(value)) return value.every(isParameter)
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}

/** Where in doubt, it writes: that is slower, and never wrong. */
function onlyReads(sql: string): boolean {
  const text = sql.replace(/\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ')
  return /^[\s(]*(?:select|with)\b/i.test(text) && !/\b(?:insert|update|delete|merge|into|share)\b/i.test(text)
}
