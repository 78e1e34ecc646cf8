import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { ownNodes } from '../../syntax/own-nodes.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { oncePerContext } from '../../types/once-per-context.ts'
import { operationAt } from '../queries/find-queries.ts'
import type { Loop } from './find-loops.ts'
import { changes, reachedFunctions } from './reached-functions.ts'

/**
 * True where turns that wait for each other hand elements on to functions that change something, or to services outside:
 * mails are sent, files moved, deliveries tried again. Such a loop works through a list. What a turn reads has to be as new
 * as the turn, and is little beside what the turn waits for anyway.
 */
export function isWork(context: AnalysisContext, { turns, body }: Loop): boolean {
  if (turns !== 'in-turn') return false
  let isHanded = false
  walk(body, (node) => {
    if (isHanded) return 'skip'
    isHanded = node.type === 'CallExpression' && isHandedOn(context, node)
    return undefined
  })
  return isHanded
}

function isHandedOn(context: AnalysisContext, call: TSESTree.CallExpression): boolean {
  if (operationAt(context, innermostExpression(call.callee))) return false
  const callees = knownCallees(context, call)
  return callees.length === 0
    ? goesOutside(context, call)
    : callees.some((fn) => changes(context, fn) || works(context, fn))
}

/** True for a function that comes to a service outside, by itself or by way of others. */
function works(context: AnalysisContext, root: FunctionNode): boolean {
  const memory = working(context)
  const known = memory.get(root)
  if (known !== undefined) return known
  const found = reachedFunctions(context, root).some((fn) =>
    ownNodes(fn).some((node) => node.type === 'CallExpression' && goesOutside(context, node)),
  )
  memory.set(root, found)
  return found
}

const working = oncePerContext(() => new Map<FunctionNode, boolean>())

/** True for a call that a dependency answers later: not the language's own promises, and not an ORM's part. */
function goesOutside({ oracle, profiles }: AnalysisContext, call: TSESTree.CallExpression): boolean {
  const callee = innermostExpression(call.callee)
  if (callee.type !== 'Identifier' && callee.type !== 'MemberExpression') return false
  if (oracle.isUntyped(call) || !oracle.isThenable(call)) return false
  const isOfOrm = (module: string) => profiles.profiles.some(({ modules }) => modules.includes(module))
  const identities = oracle.identitiesAt(callee)
  if (identities.some(({ module, type }) => isOfOrm(module) || /^Promise/.test(type ?? ''))) return false
  return oracle.calledAt(call).some((declared) => declared.kind === 'dependency' && !isOfOrm(declared.module))
}
