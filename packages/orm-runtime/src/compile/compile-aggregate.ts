import {
  BinaryOperationNode,
  OperatorNode,
  ParensNode,
  QueryNode,
  RawNode,
  SelectionNode,
  SelectQueryNode,
  AliasNode,
  IdentifierNode,
  ValueNode,
  type OperationNode,
} from 'kysely'
import type { Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { AggregateNode } from '../expressions/expression-node.ts'
import type { ValueType } from '../fields/value-type.ts'
import type { RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import { isNumber, plainKind } from './common-type.ts'
import { compileExpression } from './compile-expression.ts'
import { compileCondition } from './condition.ts'
import { compileStringAgg } from './compile-string-agg.ts'
import { hasColumn } from './lookup-path.ts'
import { relationsSeen } from './relations-seen.ts'
import { sharedConditions } from './shared-conditions.ts'
import { aliased, columnOf, conjunction, equal, leftJoin, pathName, type Scope } from './scope.ts'

/** An aggregate of the rows of a group, or of the related rows of one row. */
export function compileAggregate(node: AggregateNode, scope: Scope): Typed {
  return node.perRow ? perRow(node, scope) : ofGroup(node, scope)
}

/** `sum(distinct x) filter (where …)`, as a window takes it as well. */
export function aggregateCall(node: AggregateNode, scope: Scope): Typed {
  const { name, filter, distinct } = node
  const argument = node.argument && compileExpression(node.argument, scope)
  const condition = filter && compileCondition(filter, scope, 'joined')
  const type = resultType(node, argument?.type)
  const operand = argument ? operandOf(node, argument, scope) : RawNode.createWithSql(condition ? '1' : '*')
  if (name === 'stringAgg') return { node: compileStringAgg(node, { operand, condition }, scope), type }
  const word = distinct ? 'distinct ' : ''
  if (!condition) return { node: RawNode.create([`${name}(${word}`, ')'], [operand]), type }
  if (scope.dialect.features.aggregateFilter) {
    return { node: RawNode.create([`${name}(${word}`, ') filter (where ', ')'], [operand, condition]), type }
  }
  return { node: RawNode.create([`${name}(${word}case when `, ' then ', ' end)'], [condition, operand]), type }
}

function ofGroup(node: AggregateNode, scope: Scope): Typed {
  const relations = relationsSeen(node, scope)
  const many = relations.map(upToLastMany)
  const deepest = many.reduce((one, other) => (other.length > one.length ? other : one), [])
  scope.aggregated({ many: pathName(deepest), repeatable: isRepeatable(node) })
  for (const relation of relations) {
    const first = upToFirstMany(relation)
    if (first.length > 0) scope.restrict(pathName(first), () => sharedConditions(scope, scope, first, node.after))
  }
  return aggregateCall(node, scope)
}

/** Of the rows that one row's relation leads to: a SELECT of its own, so that two of them don't multiply each other. */
function perRow({ perRow: _, ...node }: AggregateNode, scope: Scope): Typed {
  const paths = relationsSeen(node, scope).map(upToFirstMany)
  const [relations, ...others] = paths.filter(({ length }) => length > 0)
  if (!relations) return ofOneRow(node, scope)
  const other = others.find((path) => pathName(path) !== pathName(relations))
  if (other) {
    throw new UsageError(
      `One aggregate can't speak of '${pathName(relations)}' and of '${pathName(other)}': each leads to rows of its own. Write two aggregates, or Subquery(…).`,
    )
  }
  const inner = scope.alongside(relations)
  const { node: called, type } = aggregateCall(node, inner)
  const conditions = [linked(relations, scope, inner), ...sharedConditions(scope, inner, relations, node.after)]
  const selection = SelectionNode.create(AliasNode.create(called, IdentifierNode.create('value')))
  const select = SelectQueryNode.cloneWithSelections(inner.joined(fromRelated(relations, scope, inner)), [selection])
  return { node: ParensNode.create(QueryNode.cloneWithWhere(select, conjunction(conditions))), type }
}

/** The rows of a relation to many; those between beside them. */
function fromRelated(relations: readonly RelationDefinition[], scope: Scope, inner: Scope): SelectQueryNode {
  const relation = last(relations)
  const target = scope.modelOf(relations)
  const from = SelectQueryNode.createFrom([aliased(target.table, inner.root)])
  if (!relation.through) return from
  const between = modelNamed(relation.through.model)
  const middle = `${inner.root}m`
  const on = equal(middle, columnOf(between, relation.through.targetKey), inner.root, target.key.column)
  return QueryNode.cloneWithJoin(from, { ...leftJoin(between.table, middle, on), joinType: 'InnerJoin' })
}

/** The condition that they are those of the outer row. */
function linked(relations: readonly RelationDefinition[], scope: Scope, inner: Scope): OperationNode {
  const relation = last(relations)
  const before = relations.slice(0, -1)
  const parent = scope.aliasOf(before)
  const { key } = scope.modelOf(before)
  if (relation.through) {
    const between = modelNamed(relation.through.model)
    return equal(`${inner.root}m`, columnOf(between, relation.foreignKey), parent, key.column)
  }
  return equal(inner.root, columnOf(scope.modelOf(relations), relation.foreignKey), parent, key.column)
}

/** An aggregate of a row alone: the value itself. */
function ofOneRow(node: AggregateNode, scope: Scope): Typed {
  const argument = node.argument && compileExpression(node.argument, scope)
  const type = resultType(node, argument?.type)
  const conditions = node.filter ? [compileCondition(node.filter, scope, 'joined')] : []
  if (node.name === 'count') {
    if (argument) conditions.push(isNotNull(argument.node))
    if (conditions.length === 0) return { node: RawNode.createWithSql('1'), type }
    return { node: RawNode.create(['(case when ', ' then 1 else 0 end)'], [conjunction(conditions)]), type }
  }
  if (!argument) throw new UsageError(`${node.name} takes a column or an expression.`)
  const operand = operandOf(node, argument, scope)
  if (conditions.length === 0) return { node: operand, type }
  return { node: RawNode.create(['(case when ', ' then ', ' end)'], [conjunction(conditions), operand]), type }
}

function isNotNull(node: OperationNode): OperationNode {
  return BinaryOperationNode.create(node, OperatorNode.create('is not'), ValueNode.createImmediate(null))
}

function operandOf({ name }: AggregateNode, argument: Typed, { dialect }: Scope): OperationNode {
  if (name === 'stringAgg') {
    if (plainKind(argument.type.kind) === 'text') return argument.node
    const type: ValueType = { kind: 'text', place: 'StringAgg(…)' }
    return dialect.functions.cast({ arguments: [argument], type, types: dialect.types })
  }
  if (name !== 'avg' || argument.type.kind === 'float') return argument.node
  const type: ValueType = { kind: 'float', place: 'Avg(…)' }
  return dialect.functions.cast({ arguments: [argument], type, types: dialect.types })
}

function resultType({ name }: AggregateNode, of: ValueType | undefined): ValueType {
  const place = `${name.charAt(0).toUpperCase()}${name.slice(1)}(…)`
  if (name === 'count' || !of) return { kind: 'integer', place }
  if (name === 'stringAgg') return { kind: 'text', place }
  const kind = plainKind(of.kind)
  if (name === 'min' || name === 'max') return { ...of, kind, place }
  if (!isNumber(of) && kind !== 'duration') {
    throw new UsageError(`${place} takes numbers, not ${of.kind} (${of.place}).`)
  }
  if (name === 'avg') return { kind: 'float', place }
  return kind === 'decimal' ? { kind, place, digits: 38, places: of.places ?? 0 } : { kind, place }
}

/** True where a row that stands there twice changes nothing. */
function isRepeatable({ name, distinct }: AggregateNode): boolean {
  return distinct === true || name === 'min' || name === 'max'
}

function upToFirstMany(relations: readonly RelationDefinition[]): readonly RelationDefinition[] {
  return relations.slice(0, relations.findIndex((one) => !hasColumn(one)) + 1)
}

function upToLastMany(relations: readonly RelationDefinition[]): readonly RelationDefinition[] {
  return relations.slice(0, relations.findLastIndex((one) => one.many) + 1)
}

function last(relations: readonly RelationDefinition[]): RelationDefinition {
  const relation = relations.at(-1)
  if (!relation) throw new Error('A path of relations to many has one.')
  return relation
}
