import type BetterSqlite3 from 'better-sqlite3'
import type { Bindable } from '../../models/column-values.ts'
import type { Outcome, Row } from '../dialect.ts'

/** Runs statements on one connection, each prepared once; rows are arrays in the order of the columns. */
export function statementRunner(connection: BetterSqlite3.Database) {
  const prepared = new Map<string, BetterSqlite3.Statement>()
  return (sql: string, parameters: readonly Bindable[]): Outcome => {
    let statement = prepared.get(sql)
    if (!statement) {
      statement = connection.prepare(sql)
      if (statement.reader) statement.raw(true)
      if (prepared.size >= 1000) prepared.clear()
      prepared.set(sql, statement)
    }
    const bound = parameters.map(asInteger)
    if (statement.reader) return { rows: statement.all(bound) as Row[], changes: 0 }
    return { rows: [], changes: statement.run(bound).changes }
  }
}

/** better-sqlite3 binds each number as a REAL and each bigint as an INTEGER. */
function asInteger(parameter: Bindable): Bindable | bigint {
  return typeof parameter === 'number' && Number.isInteger(parameter) ? BigInt(parameter) : parameter
}
