import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { returnedExpressions } from '../../syntax/own-nodes.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { CONTAINER_CALLS, CONTAINER_METHODS } from './container-methods.ts'
import { inType, wrapperTypes } from './declared-function-type.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { sourceOf } from './source-of.ts'

/** The same for the first value of a variable or member, which decides its type unless a type is declared. */
export function initialSources(context: PropagationContext, { declared, value, depth }: InitialValue): Expansion {
  if (!value) return NOTHING
  const node = innermostExpression(value)
  const isTyped = node.type === 'NewExpression' && node.typeArguments !== undefined
  const said = wrapperTypes(context, value, depth)
  const isSaid = said.changes.length + said.forces.length > 0
  return depth === 0 || declared || isTyped || isSaid
    ? joined([said, containedSources(context, value, depth)])
    : NOTHING
}

export interface InitialValue {
  readonly declared: TSESTree.TSTypeAnnotation | undefined
  readonly value: TSESTree.Node | null
  readonly depth: number
}

/**
 * What follows for a value that is put where the functions that lie `depth` elements deep return promises: see
 * `followContained`.
 */
export function containedSources(context: PropagationContext, value: TSESTree.Node, depth: number): Expansion {
  const { oracle } = context
  const node = innermostExpression(value)
  const all = (values: readonly (TSESTree.Node | null)[], at: number) =>
    joined(values.map((one) => (one ? containedSources(context, one, at) : NOTHING)))
  if (node.type === 'SpreadElement') return containedSources(context, node.argument, depth + 1)
  if (depth <= 0) return oracle.isCallable(node) ? sourceOf(context, node) : NOTHING
  switch (node.type) {
    case 'ArrayExpression':
      return all(node.elements, depth - 1)
    case 'ObjectExpression':
      return joined(
        node.properties.map((property) =>
          property.type === 'SpreadElement'
            ? containedSources(context, property.argument, depth)
            : containedSources(context, property.value, depth - 1),
        ),
      )
    case 'ConditionalExpression':
      return all([node.consequent, node.alternate], depth)
    case 'LogicalExpression':
      return all([node.left, node.right], depth)
    case 'AwaitExpression':
      return containedSources(context, node.argument, depth)
    case 'Literal':
      return NOTHING
    case 'Identifier':
    case 'MemberExpression': {
      if (node.type === 'Identifier' && node.name === 'undefined') return NOTHING
      if (node.type === 'MemberExpression' && staticName(node) === undefined)
        return containedSources(context, node.object, depth + 1)
      const symbols = oracle.symbolsAt(node.type === 'Identifier' ? node : node.property)
      const literals = symbols.map((symbol) => literalOf(context, symbol))
      if (literals.some((literal) => literal !== undefined))
        return all(
          literals.map((one) => one ?? null),
          depth,
        )
      return symbols.length > 0 ? forcingSlots(symbols, node, depth) : stoppedBy('unclassified-reference', node)
    }
    case 'NewExpression':
    case 'CallExpression': {
      const [callee] = oracle.identitiesAt(innermostExpression(node.callee))
      const gives = callee?.module === 'typescript' && CONTAINER_CALLS[`${callee.type ?? ''}.${callee.member}`]
      const values = node.typeArguments?.params.at(-1)
      if (typeof gives === 'number')
        return joined([
          values ? inType(context, values, depth - 1) : NOTHING,
          all(node.arguments.slice(0, 1), depth - gives),
        ])
      const element = takenFrom(node)
      if (element) return containedSources(context, element, depth + 1)
      const returned = knownCallees(context, node).flatMap(returnedExpressions)
      return returned.length > 0 ? all(returned, depth) : stoppedBy('unclassified-reference', node)
    }
    default:
      return stoppedBy('unclassified-reference', node)
  }
}

/** The object literal that gives a variable its type: its functions are reached by their names, too. */
export function literalOf({ oracle }: PropagationContext, symbol: SymbolHandle): TSESTree.ObjectExpression | undefined {
  for (const declaration of oracle.declarationsOf(symbol)) {
    if (declaration.kind !== 'project' || declaration.node.type !== 'VariableDeclarator') continue
    const { id, init } = declaration.node
    if (init?.type === 'ObjectExpression' && id.typeAnnotation === undefined) return init
  }
  return undefined
}

/** The container of `loaders.get(kind)`, whose result is one of its elements. */
export function takenFrom(call: TSESTree.CallExpression | TSESTree.NewExpression): TSESTree.Node | undefined {
  const callee = innermostExpression(call.callee)
  if (call.type !== 'CallExpression' || callee.type !== 'MemberExpression') return undefined
  return CONTAINER_METHODS[staticName(callee) ?? '']?.gives === -1 ? callee.object : undefined
}
