import type { TSESTree } from '@typescript-eslint/types'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import type { PropagationContext } from './expansion.ts'

/** The parameters of the project that take an argument of a call; none where a dependency's function is called. */
export function parameterSlots(
  { oracle }: PropagationContext,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  index: number,
): SymbolHandle[] {
  return oracle.calledAt(call).flatMap((called) => {
    const parameter = called.kind === 'project' ? parametersOf(called.node)?.[index] : undefined
    const name = parameter && parameterName(parameter)
    return name ? oracle.symbolsAt(name) : []
  })
}

export function parametersOf(node: TSESTree.Node): readonly TSESTree.Parameter[] | undefined {
  if (node.type === 'MethodDefinition' || node.type === 'TSAbstractMethodDefinition') return node.value.params
  return 'params' in node && Array.isArray(node.params) ? (node.params as TSESTree.Parameter[]) : undefined
}

/** The identifier that a parameter declares; undefined for patterns and rest parameters. */
export function parameterName(parameter: TSESTree.Parameter): TSESTree.Identifier | undefined {
  if (parameter.type === 'Identifier') return parameter
  if (parameter.type === 'TSParameterProperty') return parameterName(parameter.parameter)
  return parameter.type === 'AssignmentPattern' && parameter.left.type === 'Identifier' ? parameter.left : undefined
}
