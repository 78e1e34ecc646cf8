import type { TSESTree } from '@typescript-eslint/types'
import { CALL, operationAt } from '../../calls/operation-at.ts'
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
export function clientsOfQuery(
  { context, body }: Pick<EffectCollector, 'context' | 'body'>,
  node: CallNode,
  profile: Profile,
): Client[] {
  if (profile.client === 'ambient') return ['ambient']
  if (profile.client === 'implicit' || isImplicit(context, profile)) return ['unknown']
  const given = clientsGiven(context, node, profile.joinedBy ?? [])
  if (given.length > 0)
    return given.map((client) => (client === 'may-be' ? 'unknown' : traceClient(context, client, body)))
  const callee = innermostExpression(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee)
  const isOfModule = node.type !== 'TaggedTemplateExpression' && callee.type !== 'MemberExpression'
  if (isOfModule && operationAt(context, callee)?.member !== CALL) return []
  const client = traceClient(context, callee, body)
  // A transaction may hand its callback the models themselves.
  return isOnModel(context, node, profile) && client !== 'transaction' ? ['pool'] : [client]
}

/** True where a query starts at a model that runs on its own pool. */
function isOnModel(context: AnalysisContext, node: CallNode, profile: Profile): boolean {
  if (profile.client === 'model') return true
  const [first] = chainCalls(node)
  return first !== undefined && operationAt(context, innermostExpression(first.callee))?.operation.client === 'model'
}

/** True in a program that lets queries find their transaction by themselves. */
function isImplicit(context: AnalysisContext, { implicitBy }: Profile): boolean {
  return implicitBy !== undefined && programSpells(context)(implicitBy)
}

/**
 * What the steps of a chain hand over as the client: the argument that a row names, that of a method such as
 * `session(…)`, the value of an option; `may-be` for a value of which only its type tells that it may hold one.
 */
function clientsGiven(
  context: AnalysisContext,
  node: CallNode,
  joinedBy: readonly string[],
): (TSESTree.Node | 'may-be')[] {
  return chainCalls(node).flatMap(({ callee, arguments: given }) => {
    const method = innermostExpression(callee)
    const index = operationAt(context, method)?.operation.clientArgument
    const isJoin = method.type === 'MemberExpression' && joinedBy.includes(staticName(method) ?? '')
    const handed = index === undefined ? (isJoin ? given[0] : undefined) : given[index]
    if (handed) return [handed]
    return given.flatMap((argument) => clientsIn(context, innermostExpression(argument), joinedBy))
  })
}

function clientsIn(
  context: AnalysisContext,
  argument: TSESTree.Node,
  joinedBy: readonly string[],
): (TSESTree.Node | 'may-be')[] {
  switch (argument.type) {
    case 'ObjectExpression':
      return argument.properties.flatMap((property) => {
        if (property.type === 'SpreadElement')
          return clientsIn(context, innermostExpression(property.argument), joinedBy)
        return joinedBy.includes(staticName(property) ?? '') ? [property.value] : []
      })
    case 'SpreadElement':
      return joinedBy.length > 0 ? ['may-be'] : []
    case 'Identifier':
    case 'MemberExpression':
    case 'CallExpression': {
      const mayHold = joinedBy.some((name) => context.oracle.membersOf(argument, name).length > 0)
      return mayHold ? ['may-be'] : []
    }
    default:
      return []
  }
}
