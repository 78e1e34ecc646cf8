import type { AggregateNode, ExpressionNode } from '../expressions/expression-node.ts'
import { nodesOf } from '../expressions/nodes-of.ts'
import type { RelationDefinition } from '../models/model-definition.ts'
import { annotationsOf } from './column-at.ts'
import { lookupPath } from './lookup-path.ts'
import type { Scope } from './scope.ts'

/** The relations that an aggregate's paths follow, one list for each path that follows any. */
export function relationsSeen(node: AggregateNode, scope: Scope): (readonly RelationDefinition[])[] {
  return pathsOf(node).flatMap((written) => relationsOf(written, scope))
}

function relationsOf(written: string, scope: Scope): (readonly RelationDefinition[])[] {
  const { relations, end } = lookupPath(scope.definition, written, annotationsOf(scope))
  if ('annotation' in end && !scope.source) {
    return pathsOf(end.annotation.expression).flatMap((path) => relationsOf(path, scope))
  }
  return relations.length > 0 ? [relations] : []
}

function pathsOf(node: ExpressionNode): string[] {
  const paths: string[] = []
  for (const one of nodesOf(node)) {
    if (one.kind === 'column') paths.push(one.path)
    if (one.kind === 'lookup') paths.push(one.lookup)
  }
  return paths
}
