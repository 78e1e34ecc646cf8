import type { TSESTree } from '@typescript-eslint/types'
import { changing, joined, NOTHING, type Expansion } from './expansion.ts'

/** The declared result of a function becomes a promise of it, unless it is one. */
export function resultChange(annotation: TSESTree.TSTypeAnnotation | undefined): Expansion {
  const type = annotation?.typeAnnotation
  if (!type || isPromise(type)) return NOTHING
  return changing({ kind: 'result', node: type })
}

/** The same for the function types that a declared type consists of (`((id: number) => User) | undefined`). */
export function functionTypeChange(annotation: TSESTree.TSTypeAnnotation | undefined): Expansion {
  return annotation ? inType(annotation.typeAnnotation) : NOTHING
}

function inType(type: TSESTree.TypeNode): Expansion {
  if (type.type === 'TSFunctionType') return resultChange(type.returnType)
  return type.type === 'TSUnionType' ? joined(type.types.map(inType)) : NOTHING
}

function isPromise(type: TSESTree.TypeNode): boolean {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Promise'
}
