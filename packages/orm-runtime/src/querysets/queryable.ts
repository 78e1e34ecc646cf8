import { inspect } from 'node:util'
import { UsageError } from '../errors/usage-error.ts'
import { isConnected } from '../execute/database.ts'
import { describeQuery } from '../execute/describe-call.ts'
import { QUERY, type QuerySource } from '../expressions/query-source.ts'
import { rowsStatement } from '../operations/statements.ts'
import type { Query } from '../query/query.ts'

/** What managers and querysets share: a query, and that looking at one never sends it. */
export class Queryable<R> implements QuerySource<R> {
  /** @internal */
  readonly [QUERY]: Query<R>

  constructor(query: Query<R>) {
    this[QUERY] = query
  }

  /** Prints the SQL; never queries and never throws. */
  [inspect.custom](): string {
    return `${this.constructor.name}(${sqlOf(this[QUERY])})`
  }

  /** @throws UsageError always: JSON would need the rows. */
  toJSON(): never {
    throw new UsageError(
      `${describeQuery(this)} is a query, not its rows. Write \`await\` before it, or \`.toArray()\` behind it.`,
    )
  }

  /** @throws UsageError always: a string would need the rows. */
  [Symbol.toPrimitive](): never {
    return this.toJSON()
  }
}

function sqlOf(query: Query): string {
  if (!isConnected()) return query.definition.name
  try {
    const { sql, parameters } = rowsStatement(query).statement
    return `${sql} ${inspect(parameters, { breakLength: Infinity, compact: true }).replace(/^\[ (.*) \]$/, '[$1]')}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
