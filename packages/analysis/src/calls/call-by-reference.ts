import type { TSESTree } from '@typescript-eslint/types'
import { outermostWrapper } from '../syntax/transparent-parent.ts'

/** The call whose callee a reference names (`find` of `users.find(1)`), if it is called there. */
export function callByReference(reference: TSESTree.Node): TSESTree.CallExpression | undefined {
  const { parent } = reference
  const isMember = parent?.type === 'MemberExpression' && parent.property === reference
  const callee = outermostWrapper(isMember ? parent : reference)
  return callee.parent?.type === 'CallExpression' && callee.parent.callee === callee ? callee.parent : undefined
}
