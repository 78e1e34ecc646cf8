import {
  AliasNode,
  BinaryOperationNode,
  IdentifierNode,
  OperatorNode,
  OrNode,
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
import type { RightSide, Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ConditionNode, LookupArgument } from '../expressions/expression-node.ts'
import type { RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import { annotationsOf, compileExpression, endOf } from './compile-expression.ts'
import { compileQuery } from './compile-select.ts'
import { lookupPath, type LookupPath } from './lookup-path.ts'
import { columnOf, columnReference, conjunction, type Scope } from './scope.ts'
import { binder, slotNode, type Slot } from './slot.ts'

/** A condition as SQL. `exclude` and `not` keep the rows for which what they negate is not true, nulls included. */
export function compileCondition(condition: ConditionNode, scope: Scope): OperationNode {
  switch (condition.kind) {
    case 'lookup':
      return conjunction(lookupNodes(scope, [resolved(condition, scope)]))
    case 'expression':
      return compileExpression(condition.expression, scope).node
    case 'not':
      return isNot(compileCondition(condition.part, scope))
    case 'or': {
      const [first, ...rest] = condition.parts.map((part) => compileCondition(part, scope))
      if (!first) return sql('1 = 1')
      return ParensNode.create(rest.reduce<OperationNode>((left, right) => OrNode.create(left, right), first))
    }
    case 'and': {
      // Lookups that stand side by side speak of the same related row.
      const lookups = condition.parts.filter((part) => part.kind === 'lookup').map((part) => resolved(part, scope))
      const others = condition.parts.filter((part) => part.kind !== 'lookup')
      const nodes = [...lookupNodes(scope, lookups), ...others.map((part) => compileCondition(part, scope))]
      return nodes.length > 0 ? ParensNode.create(conjunction(nodes)) : sql('1 = 1')
    }
  }
}

function isNot(node: OperationNode): OperationNode {
  return BinaryOperationNode.create(ParensNode.create(node), OperatorNode.create('is not'), sql('true'))
}

interface Resolved {
  readonly lookup: string
  readonly argument: LookupArgument
  readonly path: LookupPath
}

function resolved({ lookup, argument }: Extract<ConditionNode, { kind: 'lookup' }>, scope: Scope): Resolved {
  return { lookup, argument, path: lookupPath(scope.definition, lookup, annotationsOf(scope)) }
}

/**
 * Conditions that share a relation to many rows speak of one and the same related row: they stand in one sub-query,
 * which also keeps rows from being repeated.
 */
function lookupNodes(scope: Scope, all: readonly Resolved[]): OperationNode[] {
  const nodes: OperationNode[] = []
  const related = new Map<string, Resolved[]>()
  for (const one of all) {
    const many = indexOfMany(one.path.relations)
    if (many < 0) {
      nodes.push(comparison(endOf(scope, one.path), one, scope))
    } else if (isPresence(one) && many === one.path.relations.length - 1 && isNull(one)) {
      nodes.push(UnaryOperationNode.create(OperatorNode.create('not'), relatedNode(scope, [one])))
    } else {
      const path = one.path.relations
        .slice(0, many + 1)
        .map(({ name }) => name)
        .join('__')
      related.set(path, [...(related.get(path) ?? []), one])
    }
  }
  for (const group of related.values()) nodes.push(relatedNode(scope, group))
  return nodes
}

/** True for `favorites__isNull`: it asks whether there is a related row at all. */
function isPresence({ argument, path }: Resolved): boolean {
  const many = path.relations.at(-1)?.many ?? false
  return many && argument.kind === 'isNull' && 'column' in path.end && path.end.column === path.definition.key
}

function isNull({ argument }: Resolved): boolean {
  return argument.kind === 'isNull' && argument.isNull
}

/** Whether there is a row at the group's first relation to many for which all conditions of the group hold. */
function relatedNode(scope: Scope, group: readonly Resolved[]): OperationNode {
  const relations = group[0]?.path.relations ?? []
  const many = indexOfMany(relations)
  const relation = relations[many]
  if (!relation) throw new Error('A group of conditions on related rows has a relation to many.')
  const before = relations.slice(0, many)
  const key = columnReference(scope.aliasOf(before), scope.modelOf(before).key.column)
  const tests = group
    .filter((one) => !(isPresence(one) && one.path.relations.length === many + 1))
    .map((one) => ({ ...one, path: { ...one.path, relations: one.path.relations.slice(many + 1) } }))
  if (relation.through) return throughNode(scope, key, relation, tests)
  const inner = scope.nested(modelNamed(relation.target))
  const link = columnReference(inner.root, columnOf(inner.definition, relation.foreignKey))
  const where = lookupNodes(inner, tests)
  return where.length > 0 ? isAmong(key, inner, link, where) : hasRow(key, inner, link)
}

/** The rows between are the inner query; the far row is joined where a condition asks for more than its key. */
function throughNode(scope: Scope, key: OperationNode, relation: RelationDefinition, tests: readonly Resolved[]) {
  const between = modelNamed(relation.through?.model ?? '')
  const inner = scope.nested(between)
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
  return relations.findIndex((relation) => relation.many || relation.kind === 'reverseOne')
}

function comparison(left: Typed, one: Resolved, scope: Scope): OperationNode {
  const { argument, path, lookup: written } = one
  const { lookup } = path
  const operand = path.transforms.reduce((operand, transform) => transformed(operand, transform, scope), left)
  if (argument.kind === 'isNull') {
    if (lookup !== 'isNull' && lookup !== 'exact') {
      throw new UsageError(`'${written}' has nothing to compare with null: write '…__isNull'.`)
    }
    const operator = argument.isNull ? 'is' : 'is not'
    return BinaryOperationNode.create(operand.node, OperatorNode.create(operator), ValueNode.createImmediate(null))
  }
  if (lookup === 'isNull') throw new UsageError(`'${written}' takes true or false.`)
  if (argument.kind === 'query') {
    const rows = ParensNode.create(compileQuery(argument.query, scope))
    return BinaryOperationNode.create(operand.node, OperatorNode.create(lookup === 'in' ? 'in' : '='), rows)
  }
  return scope.dialect.lookups[lookup](operand, rightSide(operand, one, scope))
}

function transformed(operand: Typed, transform: LookupPath['transforms'][number], scope: Scope): Typed {
  const { functions, types } = scope.dialect
  if (transform.kind === 'key') throw new UsageError(`'${transform.key}' of ${operand.type.place} is not known.`)
  const { part } = transform
  const kind = part === 'date' || part === 'time' ? part : 'integer'
  const type = { kind, place: `${operand.type.place}__${part}` } as const
  return { node: functions.extract({ arguments: [operand], part, type, types }), type }
}

function rightSide({ type }: Typed, { argument, path, lookup: written }: Resolved, scope: Scope): RightSide {
  if (argument.kind === 'expression') {
    const { node } = compileExpression(argument.expression, scope, type)
    const bound = () => {
      throw new UsageError(`'${written}' takes a value, not an expression.`)
    }
    return { node, computed: true, bound }
  }
  const bind = binder(scope.dialect, keyed(type, path))
  if (argument.kind === 'slots') {
    const [from, to] = [argument.from, argument.to].map((slot) => slotNode(slot + scope.offset, bind))
    if (!from || !to) throw new Error('A range has two ends.')
    return { node: from, upper: to, computed: false, bound: () => from }
  }
  if (argument.kind !== 'slot') throw new Error('Conditions are lifted before they are compiled.')
  const slot = argument.slot + scope.offset
  const one = path.lookup === 'in' ? listBinder(bind, written) : bind
  return {
    node: slotNode(slot, one),
    computed: false,
    bound: (encode) => slotNode(slot, (value) => encode(one(value))),
  }
}

/** A relation to many is compared by keys, which instances may stand for. */
function keyed(type: Typed['type'], path: LookupPath): Typed['type'] {
  const key = 'column' in path.end && path.end.column === path.definition.key
  return key && type.target === undefined ? { ...type, target: path.definition.name } : type
}

function listBinder(bind: Slot['bind'], written: string): Slot['bind'] {
  return (value) => {
    if (!Array.isArray(value)) throw new UsageError(`'${written}' takes an array.`)
    return value.map(bind)
  }
}

function sql(text: string): RawNode {
  return RawNode.createWithSql(text)
}
