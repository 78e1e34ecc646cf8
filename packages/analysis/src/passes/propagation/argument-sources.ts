import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { functionNames } from '../../calls/function-names.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { containedSources } from './contained-sources.ts'
import { CONTAINER_METHODS } from './container-methods.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { isInert } from './is-inert.ts'
import { parametersOf } from './parameter-slots.ts'

/**
 * What follows for the arguments that a parameter is given: the functions among them become async too, and so do the
 * parameters of the methods that stand or fall with the one it belongs to.
 */
export function argumentSources(context: PropagationContext, parameter: TSESTree.Parameter, depth: number): Expansion {
  const { oracle, references } = context
  const taker = parameter.parent
  if (!('params' in taker)) return NOTHING
  const index = (taker.params as TSESTree.Node[]).indexOf(parameter)
  if (taker.parent.type === 'MethodDefinition' && taker.parent.kind === 'constructor')
    return constructorSources(context, taker.parent, { index, depth })
  const container = handedFrom(taker, index)
  if (container) return containedSources(context, container, depth + 1)
  const names = functionNames(context, taker)
  if (names.length === 0) return stoppedBy('unclassified-reference', parameter)
  return joined(
    names.flatMap((name) => [
      ...references.referencesTo(name).map((reference) => {
        return argumentSource(context, callByReference(reference)?.arguments ?? [], { index, depth })
      }),
      ...oracle.memberFamily(name).map((other) =>
        joined(
          oracle.declarationsOf(other).map((one) => {
            const namesake = one.kind === 'project' ? parametersOf(one.node)?.[index] : undefined
            return namesake?.type === 'Identifier'
              ? forcingSlots(oracle.symbolsAt(namesake), parameter, depth)
              : NOTHING
          }),
        ),
      ),
    ]),
  )
}

/** Where a parameter stands, and how deep the functions lie in what it is given. */
interface ParameterPlace {
  readonly index: number
  readonly depth: number
}

/** The container whose elements a callback is handed as this parameter. */
function handedFrom(callback: TSESTree.Node, index: number): TSESTree.Node | undefined {
  const argument = outermostWrapper(callback)
  const call = argument.parent
  const callee =
    call?.type === 'CallExpression' && call.arguments[0] === argument ? innermostExpression(call.callee) : undefined
  const hands = callee?.type === 'MemberExpression' ? CONTAINER_METHODS[staticName(callee) ?? '']?.hands : undefined
  return callee?.type === 'MemberExpression' && hands?.includes(index) ? callee.object : undefined
}

function argumentSource(
  context: PropagationContext,
  given: readonly TSESTree.Node[],
  { index, depth }: ParameterPlace,
): Expansion {
  const spread = given.slice(0, index + 1).find(({ type }) => type === 'SpreadElement')
  if (spread) return stoppedBy('unclassified-reference', spread)
  const argument = given[index]
  return argument ? containedSources(context, argument, depth) : NOTHING
}

/** The arguments that instances of a class are made with; every other use of the class has to be harmless. */
function constructorSources(
  context: PropagationContext,
  constructor: TSESTree.MethodDefinition,
  place: ParameterPlace,
): Expansion {
  const owner = constructor.parent.parent
  const [symbol] = owner.id ? context.oracle.symbolsAt(owner.id) : []
  if (!symbol) return stoppedBy('unclassified-reference', constructor)
  return joined(
    context.references.referencesTo(symbol).map((reference) => {
      const { parent } = reference
      if (parent?.type === 'NewExpression' && parent.callee === reference)
        return argumentSource(context, parent.arguments, place)
      return isInert(reference) || parent?.type === 'MemberExpression'
        ? NOTHING
        : stoppedBy('unclassified-reference', reference)
    }),
  )
}
