import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { functionNames } from '../../calls/function-names.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { returnedExpressions } from '../../syntax/own-nodes.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { bindPattern } from './bind-pattern.ts'
import { containedSources } from './contained-sources.ts'
import { declaredFunctionType } from './declared-function-type.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { followContained } from './follow-contained.ts'
import { followGivenMember } from './follow-given-member.ts'
import { isInert } from './is-inert.ts'

/** What follows where a function that returns a promise from now on, or what holds it, is assigned; see `followContained`. */
export function intoTarget(context: PropagationContext, left: TSESTree.Node, depth: number): Expansion {
  const target = innermostExpression(left)
  if (target.type !== 'MemberExpression') return bindPattern(context, target, depth)
  if (staticName(target) === undefined) return intoElements(context, target.object, { node: target, depth })
  const symbols = context.oracle.symbolsAt(target.property)
  return symbols.length > 0 ? forcingSlots(symbols, target, depth) : stoppedBy('unclassified-reference', target)
}

/** What follows where it is put into a container: by a key, or by a method. */
export function intoElements(context: PropagationContext, container: TSESTree.Node, { node, depth }: Held): Expansion {
  const holder = innermostExpression(container)
  const isNamed =
    holder.type === 'Identifier' || (holder.type === 'MemberExpression' && staticName(holder) !== undefined)
  const name = holder.type === 'MemberExpression' ? holder.property : holder
  const symbols = isNamed && !context.oracle.isUntyped(holder) ? context.oracle.symbolsAt(name) : []
  return symbols.length > 0 ? forcingSlots(symbols, node, depth + 1) : stoppedBy('unclassified-reference', node)
}

/** A place with a value whose functions lie `depth` elements deep. */
interface Held {
  readonly node: TSESTree.Node
  readonly depth: number
}

/** Where a type declares the values of all keys, nobody sees by which name a member is reached: the object is a container. */
export function intoMember(
  context: PropagationContext,
  member: TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.AccessorProperty,
  depth: number,
): Expansion {
  const { oracle } = context
  const name = staticName(member)
  const given = member.type === 'Property' && depth === 0 ? followGivenMember(context, member, name ?? '') : undefined
  if (given?.isAll) return given.follows
  if (member.type === 'Property' && (name === undefined || oracle.keyedBy(member.parent, name) !== 'name'))
    return followContained(context, member.parent, depth + 1)
  const symbols = name === undefined ? [] : oracle.symbolsAt(member.key)
  if (symbols.length === 0) return stoppedBy('unclassified-reference', member)
  return joined([forcingSlots(symbols, member, depth), ...(given ? [given.follows] : [])])
}

/** The function's callers get it, and so do all others to whom the function returns one. */
export function followReturned(
  context: PropagationContext,
  fn: FunctionNode | undefined,
  { node, depth }: Held,
): Expansion {
  const names = fn ? functionNames(context, fn) : []
  if (!fn || fn.generator || names.length === 0) return stoppedBy('unclassified-reference', node)
  const others = returnedExpressions(fn).filter((returned) => returned !== node)
  return joined([
    declaredFunctionType(context, fn.returnType, depth),
    ...others.map((returned) => containedSources(context, returned, depth)),
    ...names.flatMap((name) =>
      context.references.referencesTo(name).map((reference) => {
        const result = resultAt(fn, reference)
        if (result) return followContained(context, result, depth)
        return isInert(reference) ? NOTHING : stoppedBy('unclassified-reference', node)
      }),
    ),
  ])
}

/** What a function's result is at a reference to it, once waited for: its call, or the member where it is a getter's. */
function resultAt(fn: FunctionNode, reference: TSESTree.Node): TSESTree.Node | undefined {
  const isGetter = 'kind' in fn.parent && fn.parent.kind === 'get'
  if (isGetter) return reference.parent?.type === 'MemberExpression' ? reference.parent : undefined
  const call = callByReference(reference)
  const outer = call && outermostWrapper(call).parent
  return outer?.type === 'AwaitExpression' ? outer : call
}
