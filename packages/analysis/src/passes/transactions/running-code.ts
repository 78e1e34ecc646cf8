import type { TSESTree } from '@typescript-eslint/types'
import { allCallees } from '../../calls/all-callees.ts'
import { knownCallees } from '../../calls/known-callees.ts'
import { builtInOf } from '../../profiles/javascript.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { inferEffects } from '../effects/infer-effects.ts'
import { operationAt } from '../queries/find-queries.ts'

/**
 * Visits what runs until a piece of code has ended or settled: the code itself, callbacks of array methods and promises,
 * callbacks of calls that it awaits, and functions made inside it, where it calls them. Not visited are callbacks that run
 * later (a timer, a listener, a hook for after the commit), and those of a transaction, which has a client of its own.
 */
export function walkRunningCode(
  context: AnalysisContext,
  root: TSESTree.Node,
  visit: (node: TSESTree.Node) => void,
): void {
  const entered = new Set<TSESTree.Node>()
  const enter = (from: TSESTree.Node): void => {
    entered.add(from)
    walk(from, (node) => {
      if (node !== from && isFunctionNode(node)) {
        if (!runsWhereItStands(context, node)) return 'skip'
        entered.add(node)
      }
      visit(node)
      if (node.type === 'CallExpression')
        for (const fn of calledInside(context, node, root)) if (!entered.has(fn)) enter(fn)
      return undefined
    })
  }
  enter(root)
}

/** The functions that a call names, as far as they are made inside a node. */
function calledInside(context: AnalysisContext, call: TSESTree.CallExpression, root: TSESTree.Node): FunctionNode[] {
  if (innermostExpression(call.callee).type !== 'Identifier') return []
  return knownCallees(context, call).filter(
    (fn) => fn !== root && contains(root, fn) && context.sources.unitAt(fn) === context.sources.unitAt(root),
  )
}

const contains = (outer: TSESTree.Node, inner: TSESTree.Node) =>
  outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1]

function runsWhereItStands(context: AnalysisContext, fn: FunctionNode): boolean {
  const node = outermostWrapper(fn)
  const call = node.parent
  if (call?.type === 'NewExpression') return call.callee.type === 'Identifier' && call.callee.name === 'Promise'
  if (call?.type !== 'CallExpression') return isQueryOption(context, fn)
  const callee = innermostExpression(call.callee)
  if (callee === fn) return true
  const operation = operationAt(context, callee)?.operation
  if (operation) return operation.does !== 'transact'
  const { oracle, profiles } = context
  const identities = oracle.identitiesAt(callee)
  const rows = identities.flatMap((identity) => builtInOf(identity) ?? [])
  if (rows.length > 0) return rows.some(({ runsCallbacks }) => runsCallbacks)
  const callback = identities.flatMap((identity) => profiles.callbackOf(identity) ?? [])
  if (callback.length > 0) return callback.some(({ result }) => result === 'awaited' || result === 'returned')
  const index = call.arguments.findIndex((argument) => argument === node)
  const callees = allCallees(context, callee)
  if (callees) return callees.some((one) => inferEffects(context).ofFunction(one).callsParameters.has(index))
  return isAwaited(call)
}

/** True for a callback that a library builds a query with: `where: (users, { eq }) => eq(users.id, 1)`. */
function isQueryOption(context: AnalysisContext, fn: FunctionNode): boolean {
  for (let at: TSESTree.Node = fn; at.parent; at = at.parent) {
    const parent: TSESTree.Node = at.parent
    if (parent.type === 'CallExpression') return operationAt(context, innermostExpression(parent.callee)) !== undefined
    if (parent.type !== 'Property' && parent.type !== 'ObjectExpression') return false
  }
  return false
}

function isAwaited(call: TSESTree.Node): boolean {
  const type = outermostWrapper(call).parent?.type
  return type === 'AwaitExpression' || type === 'ReturnStatement'
}
