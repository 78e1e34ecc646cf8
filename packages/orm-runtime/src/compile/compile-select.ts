import type { SelectQueryNode } from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import type { Column, ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import type { Query } from '../query/query.ts'
import { annotationOutputs, loadedColumns, valueOutputs } from './outputs.ts'
import { queryScope } from './query-scope.ts'
import { relatedPaths } from './related-paths.ts'
import { columnReference, pathName } from './scope.ts'
import { selectNode, type Output } from './select-node.ts'

/** A SELECT of rows, and what stands in their cells. */
export interface RowSelect {
  readonly node: SelectQueryNode
  /** The models of instances; none where the rows are values. */
  readonly models: readonly SelectedModel[]
  /** The annotations of instances, or the values; the first in the cell `offset`. */
  readonly values: SelectedValues
}

/** One model of a row. */
export interface SelectedModel {
  readonly definition: ModelDefinition
  /** What stands in its cells. */
  readonly columns: readonly Column[]
  /** What would have to be loaded. */
  readonly deferred: readonly Column[]
  /** The cell of its first column. */
  readonly offset: number
  /** The cell of its primary key. */
  readonly key: number
  /** The relation that leads to it, and the index of the model that has it; absent for the query's own model. */
  readonly via?: { readonly parent: number; readonly relation: RelationDefinition }
}

export interface SelectedValues {
  readonly columns: readonly Output[]
  readonly offset: number
}

/** The rows of a query: values, or instances with those of `selectRelated` beside them. */
export function compileRows(query: Query, dialect: Dialect): RowSelect {
  const { scope, parts } = queryScope(query, dialect)
  const { rows, related } = query.shape.state
  if (rows.kind !== 'instances') {
    const columns = valueOutputs(query, scope)
    return { node: selectNode(scope, columns, parts), models: [], values: { columns, offset: 0 } }
  }
  const models: SelectedModel[] = []
  const indexes = new Map<string, number>()
  const outputs: Output[] = []
  for (const relations of [[], ...relatedPaths(query.definition, related)]) {
    const definition = scope.modelOf(relations)
    const { columns, deferred } = loadedColumns(query, definition, relations)
    const offset = outputs.length
    const relation = relations.at(-1)
    // A path comes behind the one that it goes on from.
    const parent = indexes.get(pathName(relations.slice(0, -1))) ?? 0
    const key = offset + columns.indexOf(definition.key)
    models.push({ definition, columns, deferred, offset, key, ...(relation && { via: { parent, relation } }) })
    indexes.set(pathName(relations), models.length - 1)
    const alias = scope.aliasOf(relations)
    for (const { column, type } of columns) outputs.push({ name: column, node: columnReference(alias, column), type })
  }
  const annotations = annotationOutputs(query, scope)
  const node = selectNode(scope, [...outputs, ...annotations], parts)
  return { node, models, values: { columns: annotations, offset: outputs.length } }
}

/** The primary keys of the query's rows. */
export function compileKeys(query: Query, dialect: Dialect): SelectQueryNode {
  const { scope, parts } = queryScope(query, dialect)
  const { column, type } = query.definition.key
  return selectNode(scope, [{ name: column, node: columnReference(scope.root, column), type }], parts)
}

export { selected } from './select-node.ts'
