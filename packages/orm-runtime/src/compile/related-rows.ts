import {
  AliasNode,
  BinaryOperationNode,
  IdentifierNode,
  OperatorNode,
  OrNode,
  ParensNode,
  QueryNode,
  RawNode,
  SelectQueryNode,
  SelectionNode,
  UnaryOperationNode,
  type OperationNode,
  type ReferenceNode,
} from 'kysely'
import { UsageError } from '../errors/usage-error.ts'
import type { RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import { lookupNodes, type Resolved } from './condition.ts'
import { hasColumn } from './lookup-path.ts'
import { columnOf, columnReference, conjunction, pathName, type Scope } from './scope.ts'

/**
 * Conditions on rows that relations to many lead to. Those that share such a relation speak of one and the same row.
 */
export function relatedNodes(scope: Scope, all: readonly Resolved[]): OperationNode[] {
  const nodes: OperationNode[] = []
  const related = new Map<string, Resolved[]>()
  for (const one of all) {
    const many = indexOfMany(one.path.relations)
    if (isPresence(one) && many === one.path.relations.length - 1 && isNull(one)) {
      nodes.push(noneOf(scope, [one]))
      continue
    }
    const path = pathName(one.path.relations.slice(0, many + 1))
    related.set(path, [...(related.get(path) ?? []), one])
  }
  for (const group of related.values()) {
    const node = relatedNode(scope, group)
    // Asked for null alone, a row without a related one counts: in Django, that of an outer join.
    nodes.push(group.every(isNull) ? ParensNode.create(OrNode.create(node, noneOf(scope, group))) : node)
  }
  return nodes
}

/** True for `favorites__isNull`: it asks whether there is a related row at all. */
function isPresence({ argument, path }: Resolved): boolean {
  const last = path.relations.at(-1)
  return (
    last !== undefined &&
    !hasColumn(last) &&
    argument.kind === 'isNull' &&
    'column' in path.end &&
    path.end.column === path.definition.key
  )
}

function isNull({ argument }: Resolved): boolean {
  return argument.kind === 'isNull' && argument.isNull
}

/** Whether there is no row at the group's first relation to many. */
function noneOf(scope: Scope, group: readonly Resolved[]): OperationNode {
  return UnaryOperationNode.create(OperatorNode.create('not'), relatedNode(scope, group, []))
}

/** Whether there is a row at the group's first relation to many for which all conditions of the group hold. */
function relatedNode(scope: Scope, group: readonly Resolved[], asked = group): OperationNode {
  const relations = group[0]?.path.relations ?? []
  const many = indexOfMany(relations)
  const relation = relations[many]
  if (!relation) throw new Error('A group of conditions on related rows has a relation to many.')
  const before = relations.slice(0, many)
  const key = columnReference(scope.aliasOf(before), scope.modelOf(before).key.column)
  const tests = asked
    .filter((one) => !(isPresence(one) && one.path.relations.length === many + 1))
    .map((one) => ({ ...one, path: { ...one.path, relations: one.path.relations.slice(many + 1) } }))
  if (relation.through) return throughNode(scope, key, relation, tests)
  const inner = scope.beside(modelNamed(relation.target))
  const link = columnReference(inner.root, columnOf(inner.definition, relation.foreignKey))
  const where = lookupNodes(inner, tests)
  return where.length > 0 ? isAmong(key, inner, link, where) : hasRow(key, inner, link)
}

/** The rows between are the inner query; the far row is joined where a condition asks for more than its key. */
function throughNode(scope: Scope, key: OperationNode, relation: RelationDefinition, tests: readonly Resolved[]) {
  const between = modelNamed(relation.through?.model ?? '')
  const inner = scope.beside(between)
  const link = columnReference(inner.root, columnOf(between, relation.foreignKey))
  const far = between.relations.get(relation.through?.targetKey ?? '')
  if (!far) throw new UsageError(`${between.name} has no foreign key '${relation.through?.targetKey}'.`)
  const moved = tests.map((one) => ({ ...one, path: { ...one.path, relations: [far, ...one.path.relations] } }))
  const where = lookupNodes(inner, moved)
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

function indexOfMany(relations: readonly RelationDefinition[]): number {
  return relations.findIndex((relation) => !hasColumn(relation))
}

function sql(text: string): RawNode {
  return RawNode.createWithSql(text)
}
