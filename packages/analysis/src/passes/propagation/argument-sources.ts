import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { functionNames } from '../../calls/function-names.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { isInert } from './is-inert.ts'
import { parametersOf } from './parameter-slots.ts'
import { sourceOf } from './source-of.ts'

/**
 * What follows for the arguments that a parameter is given: the functions among them become async too, and so do the
 * parameters of the methods that stand or fall with the one it belongs to.
 */
export function argumentSources(context: PropagationContext, parameter: TSESTree.Parameter): Expansion {
  const { oracle, references } = context
  const taker = parameter.parent
  if (!('params' in taker)) return NOTHING
  const index = (taker.params as TSESTree.Node[]).indexOf(parameter)
  if (taker.parent.type === 'MethodDefinition' && taker.parent.kind === 'constructor')
    return constructorSources(context, taker.parent, index)
  const names = functionNames(context, taker)
  if (names.length === 0) return stoppedBy('unclassified-reference', parameter)
  return joined(
    names.flatMap((name) => [
      ...references.referencesTo(name).map((reference) => {
        return argumentSource(context, callByReference(reference)?.arguments ?? [], index)
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

function argumentSource(context: PropagationContext, given: readonly TSESTree.Node[], index: number): Expansion {
  const spread = given.slice(0, index + 1).find(({ type }) => type === 'SpreadElement')
  if (spread) return stoppedBy('unclassified-reference', spread)
  const argument = given[index]
  return argument ? sourceOf(context, argument) : NOTHING
}

/** The arguments that instances of a class are made with; every other use of the class has to be harmless. */
function constructorSources(
  context: PropagationContext,
  constructor: TSESTree.MethodDefinition,
  index: number,
): Expansion {
  const owner = constructor.parent.parent
  const [symbol] = owner.id ? context.oracle.symbolsAt(owner.id) : []
  if (!symbol) return stoppedBy('unclassified-reference', constructor)
  return joined(
    context.references.referencesTo(symbol).map((reference) => {
      const { parent } = reference
      if (parent?.type === 'NewExpression' && parent.callee === reference)
        return argumentSource(context, parent.arguments, index)
      return isInert(reference) || parent?.type === 'MemberExpression'
        ? NOTHING
        : stoppedBy('unclassified-reference', reference)
    }),
  )
}
