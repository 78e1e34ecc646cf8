import type { TSESTree } from '@typescript-eslint/types'
import type { CallbackRow } from '../../profiles/profile.ts'
import { chainRoot } from '../../syntax/chain.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'

type Call = TSESTree.CallExpression | TSESTree.NewExpression

/** The row of the callee, or of what its chain starts with: `test.only(…)` and `test.each(…)(…)` run as `test(…)` does. */
export function callbackRow(
  { oracle, profiles }: AnalysisContext,
  { callee: called, arguments: given }: Call,
  argument: TSESTree.Node,
): CallbackRow | undefined {
  const callee = innermostExpression(called)
  const index = given.indexOf(argument as never)
  const root = chainRoot(callee)
  const identities = [callee, ...(root === callee ? [] : [root])].flatMap((node) => oracle.identitiesAt(node))
  return identities.flatMap(profiles.callbackOf).find((row) => (row?.argument ?? index) === index)
}

/** True where a row says that a callback may wait, whatever the types say: somebody waits for it, or nobody need. */
export function mayCallbackWait(context: AnalysisContext, call: Call, argument: TSESTree.Node): boolean {
  const row = callbackRow(context, call, argument)
  if (!row || row.reentrant) return false
  if (row.result === 'ignored') return catchesAll(innermostExpression(argument))
  return row.result !== 'required-sync'
}

/** True for a function whose whole body stands in one `try` with a `catch`: it never rejects by its queries. */
export function catchesAll(node: TSESTree.Node): boolean {
  if (!isFunctionNode(node) || node.body.type !== 'BlockStatement') return false
  const [only, ...others] = node.body.body
  return only?.type === 'TryStatement' && only.handler !== null && others.length === 0
}
