import type { TSESTree } from '@typescript-eslint/types'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'

/**
 * True where what a query mentions stands for many values already: a chunk of keys. It is one by its type, or by the
 * operator that it is handed to (`{ in: batch }`, `inArray(column, batch)`).
 */
export function isChunk({ oracle }: AnalysisContext, mention: TSESTree.Node): boolean {
  const given = wholeOf(mention)
  if (given.type === 'SpreadElement') return given.parent.type !== 'ObjectExpression'
  const isPartTaken = given.parent?.type === 'MemberExpression' && given.parent.object === given
  return !isPartTaken && (oracle.isArray(given) || isMember(given))
}

/** True for a mention that a query compares by order or by likeness: no list of keys can stand for it. */
export function isRange(mention: TSESTree.Node): boolean {
  for (let at = mention; at.parent; at = at.parent) {
    const { parent } = at as { parent: TSESTree.Node }
    if (parent.type === 'Property' && parent.value === at && RANGE.test(keyOf(parent))) return true
    if (parent.type === 'CallExpression' && parent.callee !== at) {
      if (parent.arguments[1]?.type === 'Literal' && /^(?:[<>]=?|i?like)$/i.test(String(parent.arguments[1].value)))
        return true
      return RANGE.test(calledName(parent))
    }
    if (/Statement$|Function/.test(parent.type)) return false
  }
  return false
}

const RANGE =
  /^\$?(?:lte?|gte?|between|whereBetween|i?like|contains|startsWith|endsWith|substring|regex|search|overlap)$|__(?:lte?|gte?|range|i?contains|i?startswith)$/i

/** `batch.map((row) => row.id)` of `batch`: the chain of array methods that a mention starts. */
function wholeOf(mention: TSESTree.Node): TSESTree.Node {
  let at = outermostWrapper(mention)
  for (;;) {
    const member = at.parent
    if (member?.type === 'SpreadElement') return member
    if (member?.type !== 'MemberExpression' || member.object !== at || !COPYING.has(staticName(member) ?? '')) return at
    const call = outermostWrapper(member).parent
    if (call?.type !== 'CallExpression' || call.callee !== outermostWrapper(member)) return at
    at = outermostWrapper(call)
  }
}

const COPYING = new Set(['map', 'filter', 'flatMap', 'slice'])
const MEMBERSHIP = /^(?:\$?in|\$nin|inArray|notInArray|whereIn|whereNotIn|anyOf|\w+__in|op\.in|hasSome|hasEvery)$/i

function isMember(value: TSESTree.Node): boolean {
  const { parent } = value
  if (parent?.type === 'Property' && parent.value === value) return MEMBERSHIP.test(keyOf(parent))
  return parent?.type === 'CallExpression' && parent.callee !== value && MEMBERSHIP.test(calledName(parent))
}

/** `in` of `{ in: … }`, of `{ $in: … }` and of `{ [Op.in]: … }`. */
function keyOf(property: TSESTree.Property): string {
  const { key } = property
  return staticName(property) ?? (key.type === 'MemberExpression' ? (staticName(key) ?? '') : '')
}

function calledName({ callee }: TSESTree.CallExpression): string {
  const node = innermostExpression(callee)
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? (staticName(node) ?? '') : ''
}
