import { inspect } from 'node:util'
import { UsageError } from '../errors/usage-error.ts'
import { isConnected } from '../execute/database.ts'
import type { Query } from './query.ts'
import { rowsStatement } from './statements.ts'

/** The query tree behind a manager or a queryset. */
export const QUERY = Symbol('query')

/** What managers and querysets share: a query, and that looking at one never sends it. */
export class Queryable<M> {
  /** @internal */
  readonly [QUERY]: Query<M>

  constructor(query: Query<M>) {
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
    return `${sql} ${JSON.stringify(parameters)}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** How a program writes the query, in short. */
export function describeQuery(queryable: Queryable<unknown>): string {
  const { definition, shape } = queryable[QUERY]
  const objects = `${definition.name}.objects`
  if (queryable.constructor.name === 'Manager') return objects
  const clause = shape.where.at(-1)
  return `${objects}.${clause ? `${clause.negated ? 'exclude' : 'filter'}(…)` : 'all()'}`
}
