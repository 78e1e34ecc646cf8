import type { TSESTree } from '@typescript-eslint/types'
import type { SourceUnit } from '../types/source-provider.ts'
import { replacement, type Edit } from './rewrite.ts'

/** Removes an item with the comma behind it, or before it where it is the last one. */
export function removeFromList(unit: SourceUnit, item: TSESTree.Node, items: readonly TSESTree.Node[]): Edit {
  const index = items.indexOf(item)
  const next = items[index + 1]
  const previous = items[index - 1]
  return replacement(
    unit,
    next ? [item.range[0], next.range[0]] : [previous?.range[1] ?? item.range[0], item.range[1]],
    '',
  )
}
