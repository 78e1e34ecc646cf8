import type { TSESTree } from '@typescript-eslint/types'
import { staticName } from '../../syntax/static-name.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'

/** What follows for the names that a pattern gives to what is `depth` elements deep in a container; see `followContained`. */
export function bindPattern(context: PropagationContext, pattern: TSESTree.Node, depth: number): Expansion {
  const { oracle } = context
  switch (pattern.type) {
    case 'Identifier':
      return depth > 0 || oracle.isCallable(pattern) ? forcingSlots(oracle.symbolsAt(pattern), pattern, depth) : NOTHING
    case 'AssignmentPattern':
      return bindPattern(context, pattern.left, depth)
    case 'RestElement':
      return bindPattern(context, pattern.argument, depth)
    case 'ArrayPattern':
      return joined(pattern.elements.map((element) => (element ? inElement(context, element, depth) : NOTHING)))
    case 'ObjectPattern':
      return joined(
        pattern.properties.map((property) =>
          property.type === 'RestElement'
            ? bindPattern(context, property, depth)
            : inElement(context, property.value, depth),
        ),
      )
    case 'MemberExpression':
      return staticName(pattern) === undefined
        ? stoppedBy('unclassified-reference', pattern)
        : forcingSlots(oracle.symbolsAt(pattern.property), pattern, depth)
    default:
      return stoppedBy('unclassified-reference', pattern)
  }
}

function inElement(context: PropagationContext, element: TSESTree.Node, depth: number): Expansion {
  if (element.type === 'RestElement') return bindPattern(context, element, depth)
  return depth > 0 ? bindPattern(context, element, depth - 1) : NOTHING
}
