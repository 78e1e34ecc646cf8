import type { TSESTree } from '@typescript-eslint/types'
import type { SourceUnit } from '../types/source-provider.ts'
import { surrounding, type Edit } from './rewrite.ts'

/** Puts a type into a generic one: `User` → `Promise<User>`. */
export function wrapType(unit: SourceUnit, type: TSESTree.TypeNode, generic: 'Promise' | 'Awaited'): Edit[] {
  return surrounding(unit, type.range, `${generic}<`, '>')
}
