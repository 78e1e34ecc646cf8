import type { TSESTree } from '@typescript-eslint/types'
import { chainRoot } from '../../syntax/chain.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { mayBothRun } from '../queries/may-both-run.ts'
import { joined, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'

/**
 * What stops a wait: a listener that is added behind it, to something that was there before. What happens meanwhile it
 * would not hear. An emitter from outside of the function has been there for any time, and is left out.
 */
export function lateSubscriptions(context: PropagationContext, wait: TSESTree.Node, body: TSESTree.Node): Expansion {
  const unit = context.sources.unitAt(wait)
  const late: TSESTree.Node[] = []
  walk(body, (node) => {
    if (isFunctionNode(node) || node.range[1] < wait.range[1]) return node === body ? undefined : 'skip'
    const emitter =
      node.type === 'CallExpression' && node.range[0] > wait.range[1] ? emitterOf(context, node) : undefined
    if (emitter && wasThereBefore(unit, emitter, { wait, body }) && mayBothRun(wait, node)) late.push(node)
    return undefined
  })
  return joined(late.map((call) => stoppedBy('late-subscription', call)))
}

/** What a listener is added to: the beginning of `socket.on('data', …)`. */
function emitterOf({ oracle, profiles }: PropagationContext, call: TSESTree.CallExpression): TSESTree.Node | undefined {
  const callee = innermostExpression(call.callee)
  if (callee.type !== 'MemberExpression' || !profiles.mayTakeCallback(staticName(callee) ?? '')) return undefined
  const isListening = oracle.identitiesAt(callee).some((one) => profiles.callbackOf(one)?.reentrant)
  return isListening ? chainRoot(callee.object) : undefined
}

function wasThereBefore(
  unit: SourceUnit,
  emitter: TSESTree.Node,
  { wait, body }: { readonly wait: TSESTree.Node; readonly body: TSESTree.Node },
): boolean {
  const variable = emitter.type === 'Identifier' ? variableOf(unit.scopes, emitter) : undefined
  const [definition] = variable?.defs ?? []
  if (!definition || definition.name.range[0] > wait.range[0]) return false
  const owner = body.type === 'Program' ? body : body.parent
  return owner.range[0] <= definition.name.range[0] && definition.type !== 'ImportBinding'
}
