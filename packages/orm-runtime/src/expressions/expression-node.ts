import type { ColumnKind } from '../fields/field-definition.ts'
import type { Query } from '../query/query.ts'

// Expressions as immutable data. As the program writes them, constants are `value` nodes and inner queries are whole
// queries; `query/lift.ts` moves both out, so that what is left depends on the text of the program alone and two queries
// of one text share a plan.

export type ExpressionNode =
  /** A column or an annotation, across relations: `F('user__email')`. */
  | { readonly kind: 'column'; readonly path: string }
  /** A column of the query around a sub-query; `levels` where it is further out than the next. */
  | { readonly kind: 'outer'; readonly path: string; readonly levels?: number }
  /** A constant; `type` where it does not follow from its neighbours. */
  | { readonly kind: 'value'; readonly value: unknown; readonly type?: ColumnKind; readonly places?: number }
  /** A lifted constant: the index of its value. */
  | { readonly kind: 'slot'; readonly slot: number; readonly type?: ColumnKind; readonly places?: number }
  | {
      readonly kind: 'arithmetic'
      readonly operator: ArithmeticOperator
      readonly left: ExpressionNode
      readonly right: ExpressionNode
    }
  | {
      readonly kind: 'function'
      readonly name: FunctionName
      readonly arguments: readonly ExpressionNode[]
      /** `extract`, `trunc`: the part of a moment. */
      readonly part?: DatePart
      /** `cast`: what the result is. */
      readonly type?: ColumnKind
      /** `round`, `cast` to a decimal: places behind the point. */
      readonly places?: number
      /** `cast` to a decimal: digits in all. */
      readonly digits?: number
    }
  | AggregateNode
  | { readonly kind: 'case'; readonly whens: readonly WhenNode[]; readonly otherwise?: ExpressionNode }
  | { readonly kind: 'condition'; readonly condition: ConditionNode }
  | { readonly kind: 'subquery'; readonly query: InnerQuery; readonly exists: boolean }
  | {
      readonly kind: 'window'
      readonly call: AggregateNode | WindowFunctionNode
      readonly partitionBy: readonly ExpressionNode[]
      readonly orderBy: readonly OrderNode[]
      readonly frame?: WindowFrame
    }

export interface AggregateNode {
  readonly kind: 'aggregate'
  readonly name: AggregateName
  /** Absent for `Count()`: the rows themselves. */
  readonly argument?: ExpressionNode
  readonly distinct?: true
  readonly filter?: ConditionNode
  /** `stringAgg`: what stands between the texts, and their order. */
  readonly separator?: string
  readonly orderBy?: readonly OrderNode[]
  /** Where the query has no groups: computed for each row, from its related rows. */
  readonly perRow?: true
  /** How many clauses of the query came before: what they ask of the related rows holds for those it sees. */
  readonly after?: number
}

export interface WindowFunctionNode {
  readonly kind: 'windowFunction'
  readonly name: WindowFunctionName
  readonly arguments: readonly ExpressionNode[]
  /** How many rows away, how many buckets, which row. */
  readonly number?: number
}

export interface WindowFrame {
  readonly unit: 'rows' | 'range'
  /** Rows before (negative) or after the current one; null for all. */
  readonly from: number | null
  readonly to: number | null
}

export interface WhenNode {
  readonly when: ConditionNode
  readonly then: ExpressionNode
}

export interface OrderNode {
  readonly expression: ExpressionNode
  readonly descending: boolean
  readonly nulls?: 'first' | 'last'
}

/** What `filter`, `exclude` and `Q` make. */
export type ConditionNode =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly ConditionNode[] }
  | { readonly kind: 'not'; readonly part: ConditionNode }
  /** A lookup as written: `user__email__icontains`. */
  | { readonly kind: 'lookup'; readonly lookup: string; readonly argument: LookupArgument }
  | { readonly kind: 'expression'; readonly expression: ExpressionNode }

export type LookupArgument =
  | { readonly kind: 'value'; readonly value: unknown }
  /** A lifted value: its index. */
  | { readonly kind: 'slot'; readonly slot: number }
  /** `range`: the indexes of both ends. */
  | { readonly kind: 'slots'; readonly from: number; readonly to: number }
  /** The value of `isNull`; a comparison with null is one as well. */
  | { readonly kind: 'isNull'; readonly isNull: boolean }
  | { readonly kind: 'expression'; readonly expression: ExpressionNode }
  /** `in` another query. */
  | { readonly kind: 'query'; readonly query: InnerQuery }

/** A query inside of another. Lifted, its values begin at `offset` of the outer query's. */
export interface InnerQuery {
  readonly query: Query
  readonly offset?: number
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^'

export type AggregateName = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'stringAgg'

export type FunctionName =
  | 'coalesce'
  | 'nullIf'
  | 'greatest'
  | 'least'
  | 'concat'
  | 'lower'
  | 'upper'
  | 'length'
  | 'trim'
  | 'leftTrim'
  | 'rightTrim'
  | 'substring'
  | 'replace'
  | 'left'
  | 'right'
  | 'abs'
  | 'ceil'
  | 'floor'
  | 'round'
  | 'power'
  | 'squareRoot'
  | 'modulo'
  | 'now'
  | 'extract'
  | 'trunc'
  | 'cast'
  | 'random'

export type WindowFunctionName =
  | 'rowNumber'
  | 'rank'
  | 'denseRank'
  | 'percentRank'
  | 'cumulativeDistribution'
  | 'tile'
  | 'lag'
  | 'lead'
  | 'firstValue'
  | 'lastValue'
  | 'nthValue'

/** Parts of a moment, of a day or of a time, in UTC. `weekDay` is 1 for Sunday to 7 for Saturday, as in Django. */
export type DatePart =
  | 'year'
  | 'isoYear'
  | 'quarter'
  | 'month'
  | 'week'
  | 'day'
  | 'weekDay'
  | 'isoWeekDay'
  | 'hour'
  | 'minute'
  | 'second'
  | 'date'
  | 'time'
