import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { functionNames } from '../../calls/function-names.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { walk } from '../../syntax/walk.ts'
import { isAwaited } from './await-value.ts'
import { isInert } from './is-inert.ts'
import type { PropagationContext } from './expansion.ts'
import type { Expansions } from './propagate-async.ts'

export interface UnseenCall {
  /** The cause that makes what is called return a promise. */
  readonly cause: object
  readonly call: TSESTree.CallExpression
}

/**
 * Calls that by their types run a function that returns a promise from now on, and that no reference led to: the function
 * came there as a value (`Object.values(loaders).map((load) => load(1))`). The type checker alone would let them pass.
 */
export function unseenCalls(
  context: PropagationContext,
  expansions: Expansions,
  files: readonly string[],
): UnseenCall[] {
  const seen = new Set<TSESTree.Node>()
  const causes = new Map<TSESTree.Node, object>()
  for (const [cause, { changes }] of expansions)
    for (const change of changes) {
      if (change.kind === 'await' || change.kind === 'loop' || change.kind === 'query') seen.add(change.node)
      const changed =
        change.kind === 'async' ? change.node : change.kind === 'result' ? ownerOf(change.node) : undefined
      // All that iterates a generator was led to by its name.
      if (isFunctionNode(changed) && changed.generator) continue
      if (changed && !isOnlyCalled(context, changed) && context.oracle.resultOf(changed) !== 'accepts-promise')
        causes.set(changed, cause)
    }
  return files.flatMap((fileName) => {
    const unseen: UnseenCall[] = []
    const unit = causes.size > 0 ? context.sources.unitOf(fileName) : undefined
    if (unit)
      walk(unit.ast, (node) => {
        if (node.type !== 'CallExpression' || seen.has(node) || isAwaited(node)) return
        for (const called of context.oracle.calledAt(node)) {
          const cause = called.kind === 'project' ? causes.get(bodyOf(called.node)) : undefined
          if (cause) unseen.push({ cause, call: node })
        }
      })
    return unseen
  })
}

/** A function whose name stands nowhere but in calls and imports comes nowhere as a value; a member comes with its object. */
function isOnlyCalled(context: PropagationContext, fn: TSESTree.Node): boolean {
  const isNamed = fn.type === 'FunctionDeclaration' || fn.parent?.type === 'VariableDeclarator'
  const names = isNamed ? functionNames(context, fn) : []
  return (
    names.length > 0 &&
    names
      .flatMap(context.references.referencesTo)
      .every((reference) => callByReference(reference) !== undefined || isInert(reference))
  )
}

/** The function or signature that a type is the declared result of. */
function ownerOf(type: TSESTree.Node): TSESTree.Node | undefined {
  return type.parent?.parent
}

function bodyOf(declaration: TSESTree.Node): TSESTree.Node {
  return declaration.type === 'MethodDefinition' || declaration.type === 'TSAbstractMethodDefinition'
    ? declaration.value
    : declaration
}
