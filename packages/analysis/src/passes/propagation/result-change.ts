import type { TSESTree } from '@typescript-eslint/types'
import { changing, NOTHING, type Expansion } from './expansion.ts'

/** The declared result of a function becomes a promise of it, unless it is one. */
export function resultChange(annotation: TSESTree.TSTypeAnnotation | undefined): Expansion {
  const type = annotation?.typeAnnotation
  if (!type || isPromise(type)) return NOTHING
  return changing({ kind: 'result', node: type })
}

function isPromise(type: TSESTree.TypeNode): boolean {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Promise'
}
