import { NotSupportedError } from '../errors/not-supported-error.ts'
import { send, type Steps } from '../execute/steps.ts'
import type { Query } from '../query/query.ts'
import { rowsStatement } from './statements.ts'

export interface ExplainOptions {
  /** Executes the query and measures. */
  readonly analyze?: boolean
}

/** How the database would fetch the rows, or how it did, in its own words. */
export function* explain(query: Query, { analyze = false }: ExplainOptions = {}): Steps<string> {
  const { database, statement } = rowsStatement(query)
  const { dialect } = database
  const before = analyze ? dialect.explain.analyze : dialect.explain.plan
  if (before === undefined) {
    throw new NotSupportedError(`${dialect.name} can't measure a query: explain() without { analyze: true }.`)
  }
  const { rows } = yield* send(database, { ...statement, sql: `${before} ${statement.sql}`, prepare: false })
  return rows.map((row) => String(row.at(-1))).join('\n')
}
