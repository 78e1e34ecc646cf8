import type { OperationNode } from 'kysely'
import type { ConditionNode } from '../expressions/expression-node.ts'
import type { RelationDefinition } from '../models/model-definition.ts'
import { lookupNodes, resolved, type Resolved } from './condition.ts'
import { pathName, type Scope } from './scope.ts'

/**
 * What a clause before an aggregate asked of the rows of the aggregate's relation, for the rows that the aggregate sees:
 * `filter({ orders__paid: true }).annotate({ n: Count('orders') })` counts paid orders. Of several clauses it is the last
 * one that speaks of the relation, since each speaks of rows of its own.
 */
export function sharedConditions(
  scope: Scope,
  joined: Scope,
  relations: readonly RelationDefinition[],
  after = Infinity,
): OperationNode[] {
  const path = pathName(relations)
  const clauses = scope.clauses.slice(0, after).map((clause) => lookupsAt(clause, path, scope))
  const last = clauses.findLast(({ length }) => length > 0) ?? []
  return lookupNodes(joined, last, 'joined')
}

function lookupsAt(clause: ConditionNode, path: string, scope: Scope): Resolved[] {
  if (clause.kind === 'and') return clause.parts.flatMap((part) => lookupsAt(part, path, scope))
  if (clause.kind !== 'lookup') return []
  const one = resolved(clause, scope)
  const written = pathName(one.path.relations)
  return written === path || written.startsWith(`${path}__`) ? [one] : []
}
