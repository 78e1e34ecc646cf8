import { BinaryOperationNode, OperatorNode, OrNode, ParensNode, RawNode, type OperationNode } from 'kysely'
import type { ConditionNode, LookupArgument } from '../expressions/expression-node.ts'
import { annotationsOf, endOf } from './column-at.ts'
import { comparison } from './comparison.ts'
import { compileExpression } from './compile-expression.ts'
import { hasColumn, lookupPath, type LookupPath } from './lookup-path.ts'
import { relatedNodes } from './related-rows.ts'
import { conjunction, type Scope } from './scope.ts'

/** How lookups meet related rows: by a sub-query for those of each call, or on the rows that are joined already. */
export type Related = 'apart' | 'joined'

/** A condition as SQL. `exclude` and `not` keep the rows for which what they negate is not true, nulls included. */
export function compileCondition(condition: ConditionNode, scope: Scope, related: Related = 'apart'): OperationNode {
  switch (condition.kind) {
    case 'lookup':
      return conjunction(lookupNodes(scope, [resolved(condition, scope)], related))
    case 'expression':
      return compileExpression(condition.expression, scope).node
    case 'not':
      return isNot(compileCondition(condition.part, scope, related))
    case 'or': {
      const [first, ...rest] = condition.parts.map((part) => compileCondition(part, scope, related))
      if (!first) return RawNode.createWithSql('1 = 1')
      return ParensNode.create(rest.reduce<OperationNode>((left, right) => OrNode.create(left, right), first))
    }
    case 'and': {
      // Lookups that stand side by side speak of the same related row.
      const parts = conjuncts(condition)
      const lookups = parts.filter((part) => part.kind === 'lookup').map((part) => resolved(part, scope))
      const others = parts.filter((part) => part.kind !== 'lookup')
      const nodes = [
        ...lookupNodes(scope, lookups, related),
        ...others.map((part) => compileCondition(part, scope, related)),
      ]
      return nodes.length > 0 ? ParensNode.create(conjunction(nodes)) : RawNode.createWithSql('1 = 1')
    }
  }
}

/** The conditions that all have to hold. */
export function conjuncts(condition: ConditionNode): readonly ConditionNode[] {
  return condition.kind === 'and' ? condition.parts.flatMap(conjuncts) : [condition]
}

/** A lookup beside what it leads to. */
export interface Resolved {
  readonly lookup: string
  readonly argument: LookupArgument
  readonly path: LookupPath
}

export function resolved({ lookup, argument }: Extract<ConditionNode, { kind: 'lookup' }>, scope: Scope): Resolved {
  return { lookup, argument, path: lookupPath(scope.definition, lookup, annotationsOf(scope)) }
}

/**
 * Lookups as conditions. Those that share a relation to many rows speak of one and the same related row: they stand in
 * one sub-query, which also keeps rows from being repeated.
 */
export function lookupNodes(scope: Scope, all: readonly Resolved[], related: Related = 'apart'): OperationNode[] {
  const isRelated = ({ path }: Resolved) => related === 'apart' && path.relations.some((one) => !hasColumn(one))
  const own = all.filter((one) => !isRelated(one))
  return [
    ...own.map((one) => comparison(endOf(scope, one.path), one, scope)),
    ...relatedNodes(scope, all.filter(isRelated)),
  ]
}

function isNot(node: OperationNode): OperationNode {
  return BinaryOperationNode.create(
    ParensNode.create(node),
    OperatorNode.create('is not'),
    RawNode.createWithSql('true'),
  )
}
