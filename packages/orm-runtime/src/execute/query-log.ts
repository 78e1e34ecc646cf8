import type { Outcome, Parameter, Statement } from '../dialects/connections.ts'
import type { Database } from './database.ts'

/** One statement that was executed, for the query log and for tracing. */
export interface QueryEvent {
  readonly sql: string
  readonly parameters: readonly Parameter[]
  /** The method of the program: `User.objects.aget()`; the SQL's first word for what belongs to none. */
  readonly operation: string
  readonly effect: Statement['effect']
  readonly database: string
  /** What kind of database it is, as OpenTelemetry names it. */
  readonly system: 'sqlite' | 'postgresql' | 'mariadb'
  /** `performance.now()` when the statement was wanted. */
  readonly startedAt: number
  /** From then to its answer, waiting for its turn or a connection included. */
  readonly milliseconds: number
  /** How much of it passed while other statements of its transaction were executed. */
  readonly waitedMilliseconds: number
  /** `main` for blocking queries of SQLite; `writer`, `reader 1`, `pool 2`, … */
  readonly connection: string
  /** True where the query was the first of its shape and its SQL was compiled for it. */
  readonly compiled: boolean
  /** How many rows it answered, or changed. */
  readonly rows: number
  readonly error?: unknown
}

export type QueryListener = (query: QueryEvent) => void

let listeners: readonly QueryListener[] = []

/** Tells a listener of each statement from now on, in the context of the call that sent it; answers how to stop it. */
export function addQueryListener(listener: QueryListener): () => void {
  // An entry of its own, so that a function which was added twice is called twice.
  const entry: QueryListener = (query) => listener(query)
  listeners = [...listeners, entry]
  return () => {
    listeners = listeners.filter((one) => one !== entry)
  }
}

/** Whether anybody wants to know of statements. Nothing is measured where nobody does. */
export function isLogged(): boolean {
  return listeners.length > 0
}

/** A statement on its way; times in milliseconds of `performance.now()`. */
export interface LoggedStatement {
  readonly database: Database
  readonly statement: Statement
  readonly operation: () => string
  readonly startedAt: number
  /** When its turn came. */
  readonly sentAt: number
}

/** Tells the listeners how a statement ended. One that throws is reported as a warning: a log must not break queries. */
export function logQuery(
  { database, statement, operation, startedAt, sentAt }: LoggedStatement,
  ended: { readonly outcome: Outcome } | { readonly error: unknown },
): void {
  const outcome = 'outcome' in ended ? ended.outcome : undefined
  const { name } = database.dialect
  const event: QueryEvent = {
    sql: statement.sql,
    parameters: statement.parameters,
    operation: operation(),
    effect: statement.effect,
    database: database.alias,
    system: name === 'postgres' ? 'postgresql' : name,
    startedAt,
    milliseconds: performance.now() - startedAt,
    waitedMilliseconds: sentAt - startedAt,
    connection: outcome?.connection ?? '',
    compiled: statement.compiled,
    rows: outcome ? outcome.rows.length || outcome.changes : 0,
    ...('error' in ended && { error: ended.error }),
  }
  for (const listener of listeners) tell(listener, event)
}

function tell(listener: QueryListener, event: QueryEvent): void {
  try {
    listener(event)
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error), { code: 'ORM_QUERY_LISTENER' })
  }
}
