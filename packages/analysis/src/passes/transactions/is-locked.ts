import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction, isFunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { QuerySite } from '../queries/find-queries.ts'

/**
 * True where a query asks for a lock, is given a transaction or session, or runs in a function that opens one by hand or
 * under a lock of the program's own. Words of many libraries tell it: a lock that is missed would be a false report.
 */
export function isLocked({ node, profile }: QuerySite): boolean {
  const given = new Set(profile.joinedBy ?? [])
  const names: string[] = []
  walk(node, (at) => {
    if (isFunctionNode(at)) return 'skip'
    const name =
      at.type === 'Property' || at.type === 'MemberExpression'
        ? staticName(at)
        : at.type === 'Literal' && typeof at.value === 'string'
          ? at.value
          : undefined
    if (name !== undefined) names.push(name)
    return undefined
  })
  return names.some((name) => given.has(name) || LOCK.test(name)) || isInLockedCode(node)
}

const LOCK =
  /^(?:lock|setLock|selectForUpdate|forUpdate|forShare|forNoKeyUpdate|forKeyShare|lockMode|transacting|session)$|\bfor\s+update\b/i
const OPENING =
  /^(?:begin|startTransaction|beginTransaction|startUnmanaged|acquire|acquireLock|lock|tryLock|getLock|withLock|runExclusive|synchronized|withTransaction)$/i

/** True inside a callback of something that locks, and in a function that calls it before. */
function isInLockedCode(node: TSESTree.Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const call = outermostWrapper(fn).parent
    if (call?.type === 'CallExpression' && call.callee !== fn && LOCKING.test(calledName(call))) return true
    if (opensBefore(fn.body, node)) return true
  }
  return false
}

function opensBefore(body: TSESTree.Node, node: TSESTree.Node): boolean {
  const calls: TSESTree.CallExpression[] = []
  walk(body, (at) => {
    if (at.type === 'CallExpression' && at.range[0] < node.range[0]) calls.push(at)
  })
  return calls.some((call) => OPENING.test(calledName(call)) || /^\s*begin\b/i.test(textOf(call.arguments[0])))
}

const LOCKING = /lock|mutex|exclusive|serial|semaphore|transaction|atomic/i

function calledName({ callee }: TSESTree.CallExpression): string {
  const node = innermostExpression(callee)
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? (staticName(node) ?? '') : ''
}

function textOf(node: TSESTree.Node | undefined): string {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : ''
}
