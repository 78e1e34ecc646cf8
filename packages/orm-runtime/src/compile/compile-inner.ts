import {
  AliasNode,
  IdentifierNode,
  LimitNode,
  ParensNode,
  RawNode,
  ReferenceNode,
  SelectionNode,
  SelectQueryNode,
  UnaryOperationNode,
  OperatorNode,
  ColumnNode,
} from 'kysely'
import type { Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ExpressionNode, InnerQuery } from '../expressions/expression-node.ts'
import { valueOutputs } from './outputs.ts'
import { queryScope } from './query-scope.ts'
import { columnReference, type Scope } from './scope.ts'
import { selectNode, type Output } from './select-node.ts'

/** A query on the right side of a lookup: the keys of its rows, or the one column that `values` names. */
export function compileQuery(inner: InnerQuery, outer: Scope): SelectQueryNode {
  const { node, name, isSliced } = innerSelect(inner, outer)
  if (!isSliced || outer.dialect.features.limitInSubquery) return node
  const from = SelectQueryNode.createFrom([AliasNode.create(node, IdentifierNode.create('sliced'))])
  const value = ReferenceNode.create(ColumnNode.create(name))
  return SelectQueryNode.cloneWithSelections(from, [SelectionNode.create(value)])
}

/** `Subquery` is the value in the first row, `Exists` whether there is one. */
export function compileSubquery({ query, exists }: Extract<ExpressionNode, { kind: 'subquery' }>, scope: Scope): Typed {
  if (exists) {
    const { scope: own, parts } = scopeInside(query, scope)
    const { distinct: _, lock: __, ...rest } = parts
    const one: Output = { name: VALUE, node: RawNode.createWithSql('1'), type: { kind: 'integer', place: 'Exists(…)' } }
    const outputs = parts.groupBy ? valueOutputs(query.query, own) : [one]
    const node = selectNode(own, outputs, { ...rest, order: [] }, 'raw')
    const called = UnaryOperationNode.create(OperatorNode.create('exists'), ParensNode.create(node))
    return { node: called, type: { kind: 'boolean', place: 'Exists(…)' } }
  }
  const { node, type, isSliced } = innerSelect(query, scope)
  const first = isSliced ? node : SelectQueryNode.cloneWithLimit(node, LimitNode.create(RawNode.createWithSql('1')))
  return { node: ParensNode.create(first), type }
}

function innerSelect(inner: InnerQuery, outer: Scope) {
  const { query } = inner
  const { scope, parts } = scopeInside(inner, outer)
  const { column, type } = query.definition.key
  const { rows } = query.shape.state
  const key = { node: columnReference(scope.root, column), type }
  const outputs = rows.kind === 'instances' ? [{ name: VALUE, ...key }] : valueOutputs(query, scope)
  const [only] = outputs
  if (!only || outputs.length > 1) {
    const names = outputs.map(({ name }) => name).join(', ')
    throw new UsageError(`A query inside of another has one column, not ${names}. Name one: \`.values('…')\`.`)
  }
  const isSliced = parts.limit !== undefined || parts.offset !== undefined
  const { lock: _, ...rest } = parts
  return { node: selectNode(scope, [only], rest, 'raw'), name: only.name, type: only.type, isSliced }
}

function scopeInside({ query, offset = 0 }: InnerQuery, outer: Scope) {
  return queryScope(query, outer.dialect, { outer, offset: outer.offset + offset })
}

const VALUE = 'value'
