import type { ConditionNode, ExpressionNode, InnerQuery, OrderNode } from '../expressions/expression-node.ts'

/** What a query asks, without its values: names, and indexes of values. It decides the SQL. */
export interface ShapeState {
  /** One entry for each call of `filter` or `exclude`. */
  readonly where: readonly ConditionNode[]
  readonly annotations: readonly Annotation[]
  readonly order: readonly OrderNode[]
  /** True once `orderBy` was called, also without names: the model's own order no longer counts. */
  readonly ordered: boolean
  /** Paths of `selectRelated`. */
  readonly related: readonly string[]
  /** The columns that instances are loaded with, as paths; undefined for all. */
  readonly only?: readonly string[]
  /** The columns that instances are loaded without, as paths. */
  readonly defer?: readonly string[]
  /** What rows with equal values are one group by, once an aggregate followed `values`: columns, annotations, paths. */
  readonly groupBy?: readonly string[]
  readonly rows: RowForm
  /** True for `distinct()`, names for PostgreSQL's DISTINCT ON. */
  readonly distinct?: true | readonly string[]
  readonly combined?: { readonly operator: CombinationOperator; readonly queries: readonly InnerQuery[] }
  readonly lock?: Lock
  /** Indexes of values. */
  readonly offset?: number
  readonly limit?: number
  /** Matches nothing. */
  readonly none?: true
}

export interface Annotation {
  readonly name: string
  readonly expression: ExpressionNode
  /** Not part of the rows: for filters and order only. */
  readonly hidden?: true
}

/** What a row of the result becomes. Names are columns, annotations, or paths along relations; undefined for all. */
export type RowForm =
  | { readonly kind: 'instances' }
  | { readonly kind: 'values'; readonly names?: readonly string[] }
  | { readonly kind: 'list'; readonly names?: readonly string[]; readonly flat: boolean }

export type CombinationOperator = 'union' | 'union all' | 'intersect' | 'except'

export interface Lock {
  readonly skipLocked?: true
  readonly noWait?: true
  /** Relations whose rows are locked, `self` for the query's own; undefined for all. */
  readonly of?: readonly string[]
}

/**
 * A state that is interned: two queries that were built by the same calls share one shape, so a plan is found by
 * identity, and each call costs one look at a map.
 */
export class Shape {
  readonly id = ++lastId
  readonly state: ShapeState
  #next: Map<string, Shape> | undefined

  constructor(state: ShapeState) {
    this.state = state
  }

  /** The shape after one more call; `step` says all that the call adds to the state. */
  next(step: string, change: (state: ShapeState) => ShapeState): Shape {
    const known = this.#next?.get(step)
    if (known) return known
    const shape = new Shape(change(this.state))
    if (++count > LIMIT) forgetShapes()
    this.#next ??= new Map()
    this.#next.set(step, shape)
    return shape
  }

  /** Forgets what follows, so that it can be collected. */
  forget(): void {
    this.#next = undefined
  }

  toJSON(): number {
    return this.id
  }
}

let lastId = 0
let count = 0
const roots: Shape[] = []

/** A program's text has a bounded number of shapes; names made at run time have not. */
const LIMIT = 10_000

/** The shape that all others of a model derive from. */
export function rootShape(order: readonly OrderNode[]): Shape {
  const shape = new Shape({
    where: [],
    annotations: [],
    order,
    ordered: false,
    related: [],
    rows: { kind: 'instances' },
  })
  roots.push(shape)
  return shape
}

function forgetShapes(): void {
  count = 0
  for (const root of roots) root.forget()
}
