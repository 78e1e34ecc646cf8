import { isQuerySource, queryOf, type QuerySource } from '../expressions/query-source.ts'
import type { Query } from './query.ts'

/** A relation that is loaded for all rows of a result with one more query. */
export class Prefetch<Path extends string = string, Row = unknown, Attribute extends string = never> {
  /** Relations, `orders__product`: each part is loaded for all rows of the part before it. */
  readonly path: Path
  /** Which rows of the last relation, and in which order; undefined for all. */
  readonly query: Query<Row> | undefined
  /** The property that takes the rows as an array; undefined for the relation itself. */
  readonly attribute: Attribute | undefined

  constructor(path: Path, options: { readonly queryset?: QuerySource<Row>; readonly toAttr?: Attribute } = {}) {
    const { queryset, toAttr } = options
    this.path = path
    this.query = isQuerySource(queryset) ? queryOf(queryset) : undefined
    this.attribute = toAttr
  }
}

/** A prefetch of any relation. */
export type AnyPrefetch = Prefetch<string, unknown, string>
