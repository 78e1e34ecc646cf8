import type { TSESTree } from '@typescript-eslint/types'
import type { AsyncChange } from '../passes/propagation/async-facts.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { nameText } from '../syntax/name-text.ts'
import { removeFromList } from './remove-from-list.ts'
import { insertion, replacement, type Edit } from './rewrite.ts'

/** Puts another name in the place of one. What `{ find }` calls its property, or takes from it, stays as it is. */
export function renameReference(unit: SourceUnit, name: TSESTree.Node, to: string): Edit {
  const { parent } = name
  if (parent?.type === 'Property' && parent.shorthand) {
    const kept = unit.text.slice(...parent.key.range)
    return replacement(unit, name.range, parent.parent.type === 'ObjectPattern' ? `${to}: ${kept}` : `${kept}: ${to}`)
  }
  return replacement(unit, name.range, spelledLike(unit, name, to))
}

/** A name as another one is written: with its quotes, or as a private one. */
export function spelledLike(unit: SourceUnit, name: TSESTree.Node, to: string): string {
  if (name.type === 'PrivateIdentifier') return `#${to}`
  if (name.type !== 'Literal') return to
  const quote = unit.text[name.range[0]] ?? "'"
  return `${quote}${to}${quote}`
}

/** Adds the twin to a list of exports, behind its synchronous half or in its stead. */
export function exportTwin(
  unit: SourceUnit,
  { node, local, exported, replaces }: Extract<AsyncChange, { kind: 'export' }>,
): Edit[] {
  const siblings = node.parent.specifiers
  const isThere = siblings.some((sibling) => nameText(sibling.exported) === exported)
  if (isThere) return replaces ? [removeFromList(unit, node, siblings)] : []
  const twin = local === exported ? local : `${local} as ${exported}`
  return replaces ? [replacement(unit, node.range, twin)] : [insertion(unit, node.range[1], `, ${twin}`)]
}
