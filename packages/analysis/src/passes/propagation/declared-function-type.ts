import type { TSESTree } from '@typescript-eslint/types'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { resultChange } from './result-change.ts'

/** What follows where a declared type has to be that of a function that returns a promise: its parts say so. */
export function declaredFunctionType(
  context: PropagationContext,
  annotation: TSESTree.TSTypeAnnotation | undefined,
): Expansion {
  const type = annotation?.typeAnnotation
  return !type || context.oracle.resultOf(type) === 'accepts-promise' ? NOTHING : inType(context, type)
}

export function inType(context: PropagationContext, type: TSESTree.TypeNode): Expansion {
  const { oracle } = context
  switch (type.type) {
    case 'TSFunctionType':
      return resultChange(type.returnType)
    case 'TSUnionType':
      return joined(type.types.map((part) => inType(context, part)))
    case 'TSUndefinedKeyword':
    case 'TSNullKeyword':
    case 'TSTypeQuery':
      return NOTHING
    case 'TSTypeReference': {
      const name = type.typeName.type === 'TSQualifiedName' ? type.typeName.right : type.typeName
      const symbols = oracle.symbolsAt(name)
      const isOwn = symbols.some((symbol) => oracle.declarationsOf(symbol).every(({ kind }) => kind === 'project'))
      return isOwn ? forcingSlots(symbols, type) : stoppedBy('dependency-signature', type)
    }
    default:
      return stoppedBy('unclassified-reference', type)
  }
}
