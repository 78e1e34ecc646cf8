import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'
import { outermostWrapper } from '../syntax/transparent-parent.ts'
import type { SymbolHandle } from '../types/type-oracle.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { parametersOf } from './parameter-slots.ts'
import { sourceOf } from './source-of.ts'

/**
 * What follows for the arguments that a parameter is given: the functions among them become async too, and so do the
 * parameters of the methods that stand or fall with the one it belongs to.
 */
export function argumentSources(context: PropagationContext, parameter: TSESTree.Parameter): Expansion {
  const { oracle, references } = context
  const taker = parameter.parent
  if (!taker || !('params' in taker)) return NOTHING
  const index = (taker.params as TSESTree.Node[]).indexOf(parameter)
  const names = namesOf(context, taker)
  if (names.length === 0) return stoppedBy('unclassified-reference', parameter)
  return joined(
    names.flatMap((name) => [
      ...references.referencesTo(name).map((reference) => {
        const call = callOf(reference)
        const argument = call?.arguments[index]
        return argument ? sourceOf(context, argument) : NOTHING
      }),
      ...oracle.memberFamily(name).map((other) =>
        joined(
          oracle.declarationsOf(other).map((one) => {
            const namesake = one.kind === 'project' ? parametersOf(one.node)?.[index] : undefined
            return namesake?.type === 'Identifier' ? forcingSlots(oracle.symbolsAt(namesake), parameter) : NOTHING
          }),
        ),
      ),
    ]),
  )
}

function namesOf({ oracle }: PropagationContext, taker: TSESTree.Node): readonly SymbolHandle[] {
  if ('id' in taker && taker.id) return oracle.symbolsAt(taker.id as TSESTree.Node)
  if ('key' in taker) return oracle.symbolsAt(taker.key as TSESTree.Node)
  const { parent } = isFunctionNode(taker) ? outermostWrapper(taker) : taker
  if (parent?.type === 'VariableDeclarator') return oracle.symbolsAt(parent.id)
  return parent && 'key' in parent ? oracle.symbolsAt(parent.key as TSESTree.Node) : []
}

function callOf(reference: TSESTree.Node): TSESTree.CallExpression | undefined {
  const { parent } = reference
  const callee = outermostWrapper(
    parent?.type === 'MemberExpression' && parent.property === reference ? parent : reference,
  )
  return callee.parent?.type === 'CallExpression' && callee.parent.callee === callee ? callee.parent : undefined
}
