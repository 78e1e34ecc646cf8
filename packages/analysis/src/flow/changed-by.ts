import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { variableOf } from '../syntax/references-of.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { isFresh } from './is-fresh.ts'
import { isOwnedLocal } from './is-owned-local.ts'

/** Some object in memory that more than one local variable may lead to. */
export const OUTSIDE = 'outside'

/** What a change can be seen through: a variable, or any object. Nothing sees a change of what was just made. */
export type Changed = ReadonlySet<Variable | typeof OUTSIDE>

/** What the assignment of a variable or member changes. */
export function changedBy(context: AnalysisContext, target: TSESTree.Node, body: TSESTree.Node): Changed {
  const node = innermostExpression(target)
  if (node.type === 'Identifier') return new Set([variableAt(context, node) ?? OUTSIDE])
  return node.type === 'MemberExpression' ? contentsOf(context, node.object, body) : new Set([OUTSIDE])
}

/** What a change of an object's own members or elements changes. */
export function contentsOf(context: AnalysisContext, object: TSESTree.Node, body: TSESTree.Node): Changed {
  const node = innermostExpression(object)
  if (isFresh(context.oracle, node)) return new Set()
  if (node.type === 'ThisExpression' && isConstructor(body)) return new Set()
  const variable = node.type === 'Identifier' ? variableAt(context, node) : undefined
  return new Set([variable && isOwnedLocal(context.oracle, variable) ? variable : OUTSIDE])
}

function variableAt({ sources }: AnalysisContext, name: TSESTree.Identifier): Variable | undefined {
  return variableOf(sources.unitAt(name).scopes, name)
}

function isConstructor({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'MethodDefinition' && parent.kind === 'constructor'
}
