import type { TSESTree } from '@typescript-eslint/types'
import { throwingAssertionOf, throwingMatcherOf } from '../../profiles/throwing-assertions.ts'
import { nextCallInChain } from '../../syntax/chain.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { waitAt } from './await-value.ts'
import type { Expansion, PropagationContext } from './expansion.ts'

/** What follows where a function that is expected to throw rejects instead; undefined where a call expects nothing. */
export function followAssertion(
  context: PropagationContext,
  call: TSESTree.CallExpression,
  argument: TSESTree.Node,
): Expansion | undefined {
  if (call.arguments[0] !== argument) return undefined
  const { oracle } = context
  const callee = innermostExpression(call.callee)
  const row = oracle.identitiesAt(callee).flatMap((identity) => throwingAssertionOf(identity) ?? [])[0]
  // To rename an import would be another change: a function that is called by its bare name is left to people.
  if (row && callee.type === 'MemberExpression' && !callee.computed)
    return waitAt(context, call, { kind: 'rejects', node: call, name: callee.property, assertion: row })
  const matcher = nextCallInChain(call)
  const name = matcher && innermostExpression(matcher.callee)
  if (!matcher || name?.type !== 'MemberExpression' || name.computed) return undefined
  const modified = oracle.identitiesAt(name).flatMap((identity) => throwingMatcherOf(identity) ?? [])[0]
  return (
    modified && waitAt(context, matcher, { kind: 'rejects', node: matcher, name: name.property, assertion: modified })
  )
}
