import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  IdentifierNode,
  OperatorNode,
  ParensNode,
  QueryNode,
  RawNode,
  type ReferenceNode,
  SelectQueryNode,
  SelectionNode,
  UnaryOperationNode,
  ValueNode,
  type OperationNode,
} from 'kysely'
import type { Lookups } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import type { Clause, Condition } from '../query/query.ts'
import { lookupPath, type LookupPath } from './lookup-path.ts'
import { columnReference, type Scope } from './scope.ts'

/** One call of `filter` or `exclude` as a condition. `exclude` keeps the rows for which it is not true, nulls included. */
export function clauseNode(scope: Scope, clause: Clause, lookups: Lookups): OperationNode {
  const resolved = clause.conditions.map((condition) => ({
    condition,
    path: lookupPath(scope.definition, condition.lookup),
  }))
  const node = conjunction(conditionNodes(scope, resolved, lookups))
  if (!clause.negated) return node
  return BinaryOperationNode.create(ParensNode.create(node), OperatorNode.create('is not'), sql('true'))
}

/** All of the nodes, joined by `and`. */
export function conjunction(nodes: readonly OperationNode[]): OperationNode {
  return nodes.reduce((left, right) => AndNode.create(left, right))
}

interface Resolved {
  readonly condition: Condition
  readonly path: LookupPath
}

/**
 * Conditions that share a reverse relation speak of one and the same related row: they stand in one sub-query,
 * which also keeps rows from being repeated.
 */
function conditionNodes(scope: Scope, all: readonly Resolved[], lookups: Lookups): OperationNode[] {
  const nodes: OperationNode[] = []
  const related = new Map<string, Resolved[]>()
  for (const one of all) {
    const many = indexOfReverse(one.path.relations)
    if (many < 0) {
      nodes.push(comparison(columnReference(scope.aliasOf(one.path.relations), one.path.column.name), one, lookups))
    } else if (isPresence(one) && many === one.path.relations.length - 1 && one.condition.isNull) {
      nodes.push(UnaryOperationNode.create(OperatorNode.create('not'), relatedNode(scope, [one], lookups)))
    } else {
      const path = one.path.relations.slice(0, many + 1).map(({ name }) => name)
      related.set(path.join('__'), [...(related.get(path.join('__')) ?? []), one])
    }
  }
  for (const group of related.values()) nodes.push(relatedNode(scope, group, lookups))
  return nodes
}

/** True for `favorites__isNull`: it asks whether there is a related row at all. */
function isPresence({ condition, path }: Resolved): boolean {
  const reverse = path.relations.at(-1)?.kind === 'reverse'
  return reverse && condition.isNull !== undefined && path.column.name === path.definition.primaryKey
}

/** Whether there is a row at the group's first reverse relation for which all conditions of the group hold. */
function relatedNode(scope: Scope, group: readonly Resolved[], lookups: Lookups): OperationNode {
  const relations = group[0]?.path.relations ?? []
  const many = indexOfReverse(relations)
  const relation = relations[many]
  if (!relation) throw new Error('A group of conditions on related rows has a reverse relation.')
  const before = relations.slice(0, many)
  const key = columnReference(scope.aliasOf(before), scope.modelOf(before).primaryKey)
  const inner = scope.nested(modelNamed(relation.target))
  const link = columnReference(inner.root, `${relation.foreignKey}Id`)
  const tests = group
    .filter((one) => !(isPresence(one) && one.path.relations.length === many + 1))
    .map((one) => ({ ...one, path: { ...one.path, relations: one.path.relations.slice(many + 1) } }))
  const where = conditionNodes(inner, tests, lookups)
  return where.length > 0 ? isAmong(key, inner, link, where) : hasRow(key, inner, link)
}

/**
 * The related rows are found first, once, by an index on what they are asked for; an EXISTS would look at all related
 * rows of every row. A null among them answers null, which no clause tells from false.
 */
function isAmong(key: OperationNode, inner: Scope, link: ReferenceNode, where: readonly OperationNode[]) {
  const select = SelectQueryNode.cloneWithSelections(inner.joined(inner.selectFrom()), [SelectionNode.create(link)])
  const keys = ParensNode.create(QueryNode.cloneWithWhere(select, conjunction(where)))
  return BinaryOperationNode.create(key, OperatorNode.create('in'), keys)
}

/** Stops at the first related row, which the foreign key's index finds. */
function hasRow(key: OperationNode, inner: Scope, link: ReferenceNode): OperationNode {
  const one = SelectionNode.create(AliasNode.create(sql('1'), IdentifierNode.create('value')))
  const select = SelectQueryNode.cloneWithSelections(inner.selectFrom(), [one])
  const where = BinaryOperationNode.create(link, OperatorNode.create('='), key)
  const rows = ParensNode.create(QueryNode.cloneWithWhere(select, where))
  return UnaryOperationNode.create(OperatorNode.create('exists'), rows)
}

function indexOfReverse(relations: readonly RelationDefinition[]): number {
  return relations.findIndex((relation) => relation.kind === 'reverse')
}

function sql(text: string): RawNode {
  return RawNode.createWithSql(text)
}

function comparison(column: OperationNode, { condition, path }: Resolved, lookups: Lookups): OperationNode {
  const { definition, lookup } = path
  if (condition.value === undefined) {
    if (lookup !== 'isNull' && lookup !== 'exact') {
      throw new UsageError(
        `${definition.name}.${condition.lookup} has nothing to compare with null: write '${path.column.name}__isNull'.`,
      )
    }
    const operator = condition.isNull ? 'is' : 'is not'
    return BinaryOperationNode.create(column, OperatorNode.create(operator), ValueNode.createImmediate(null))
  }
  if (lookup === 'isNull') throw new UsageError(`${definition.name}.${condition.lookup} takes true or false.`)
  const slot = { value: condition.value, column: { definition, column: path.column } }
  return lookups[lookup](column, slot)
}
