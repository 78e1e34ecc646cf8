import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { functionNames } from '../../calls/function-names.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { ownNodes } from '../../syntax/own-nodes.ts'
import { isLazy } from '../queries/find-queries.ts'
import { changing, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { followIterator } from './follow-iterator.ts'
import { isInert } from './is-inert.ts'

/** What follows where a generator's body waits: it becomes an async generator, and all that iterates it waits. */
export function expandGenerator(context: PropagationContext, fn: FunctionNode, head: TSESTree.Node): Expansion {
  const yielded = ownNodes(fn).flatMap((node) => (node.type === 'YieldExpression' && !node.delegate ? [node] : []))
  const lazy = yielded.find(({ argument }) => argument && isLazy(context, argument))
  if (lazy) return stoppedBy('lazy-result', lazy)
  const names = functionNames(context, fn)
  const isDeclaredElsewhere = names.some((name) => context.oracle.memberFamily(name).length > 1)
  if (names.length === 0 || isDeclaredElsewhere) return stoppedBy('sync-generator', head)
  return joined([
    changing({ kind: 'async', node: fn }),
    iterableType(fn.returnType, head),
    ...iterationsOf(context, fn),
  ])
}

/** What follows for all that iterates what a function answers. */
export function iterationsOf(context: PropagationContext, fn: FunctionNode): Expansion[] {
  return functionNames(context, fn).flatMap((name) =>
    context.references.referencesTo(name).map((reference) => {
      const call = callByReference(reference)
      if (call) return followIterator(context, call)
      return isInert(reference) ? NOTHING : stoppedBy('sync-generator', reference)
    }),
  )
}

/** The declared type of what is iterated becomes its asynchronous one. */
export function iterableType(annotation: TSESTree.TSTypeAnnotation | undefined, head: TSESTree.Node): Expansion {
  const type = annotation?.typeAnnotation
  if (!type) return NOTHING
  const isKnown =
    type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && ITERABLES.has(type.typeName.name)
  return isKnown ? changing({ kind: 'async-iterable', node: type }) : stoppedBy('sync-generator', head)
}

const ITERABLES = new Set(['Generator', 'Iterable', 'IterableIterator', 'Iterator'])
