import type { TSESTree } from '@typescript-eslint/types'
import { programSpells } from '../../calls/program-spells.ts'
import { traceClient, type Client } from '../../calls/trace-client.ts'
import type { Profile } from '../../profiles/profile.ts'
import { chainCalls } from '../../syntax/chain.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { EffectCollector } from './collect-effects.ts'
import type { CallNode } from './call-effects.ts'

/** The connection that a query runs on. A function of a module has none. */
export function clientsOfQuery({ context, body }: EffectCollector, node: CallNode, profile: Profile): Client[] {
  const callee = innermostExpression(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee)
  if (profile.client === 'ambient') return ['ambient']
  if (profile.client === 'implicit' || isImplicit(context, profile)) return ['unknown']
  if (profile.client === 'model') return [isGivenTransaction(node, profile.joinedBy ?? []) ? 'unknown' : 'pool']
  return callee.type === 'MemberExpression' || node.type === 'TaggedTemplateExpression'
    ? [traceClient(context, callee, body)]
    : []
}

/** True in a program that lets queries find their transaction by themselves. */
function isImplicit(context: AnalysisContext, { implicitBy }: Profile): boolean {
  return implicitBy !== undefined && programSpells(context)(implicitBy)
}

/** True where a step of the chain hands over a transaction, or an argument may hold one. */
function isGivenTransaction(node: CallNode, joinedBy: readonly string[]): boolean {
  return chainCalls(node).some(({ callee, arguments: given }) => {
    const method = innermostExpression(callee)
    const name = method.type === 'MemberExpression' ? staticName(method) : undefined
    return (name !== undefined && joinedBy.includes(name)) || given.some((argument) => mayHold(argument, joinedBy))
  })
}

function mayHold(argument: TSESTree.Node, joinedBy: readonly string[]): boolean {
  const node = innermostExpression(argument)
  if (node.type === 'SpreadElement') return true
  return (
    node.type === 'ObjectExpression' &&
    node.properties.some((property) => property.type === 'Property' && joinedBy.includes(staticName(property) ?? ''))
  )
}
