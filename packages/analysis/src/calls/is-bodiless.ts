import type { TSESTree } from '@typescript-eslint/types'

/** True for a declaration that only tells a type: what runs is declared by those who implement it. */
export function isBodiless({ type }: TSESTree.Node): boolean {
  return BODILESS.has(type)
}

const BODILESS: ReadonlySet<string> = new Set([
  'TSDeclareFunction',
  'TSMethodSignature',
  'TSPropertySignature',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
])
