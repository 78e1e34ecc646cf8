import { Expression, type Known } from './expression.ts'
import { Condition } from './q.ts'
import { queryOf, type QuerySource } from './query-source.ts'

/** Describes the one column of a sub-query's first row. */
export interface SubqueryOf<Row> {
  readonly subquery: Row
}

/**
 * The value in the first row of a queryset: of the column that `values` names, else of its key; null where it has no row.
 * `OuterRef` in it refers to the query around it.
 */
export function Subquery<Row>(queryset: QuerySource<Row>): Expression<SubqueryOf<Row>> {
  return new Expression({ kind: 'subquery', query: { query: queryOf(queryset) }, exists: false })
}

/** Whether the queryset has any row; also as an argument of `filter` and `exclude`. */
export function Exists(queryset: QuerySource): ExistsExpression {
  return new ExistsExpression({ kind: 'subquery', query: { query: queryOf(queryset) }, exists: true })
}

/** An expression that is a condition. */
export class ExistsExpression extends Expression<Known<boolean>> {
  /** Whether the queryset has no row. */
  not(): Condition<never> {
    return new Condition({ kind: 'not', part: { kind: 'expression', expression: this.node } })
  }
}
