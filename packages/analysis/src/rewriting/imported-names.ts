import type { TSESTree } from '@typescript-eslint/types'
import type { ImportedName } from '../syntax/imported-name.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { replacement, type Edit } from './rewrite.ts'

/** The names that an import, or a pattern that takes them from `require`, gives to exports. */
export function importedNames(from: ImportedName['from']): { imported: string; local: string }[] {
  if (from.type === 'ImportDeclaration')
    return from.specifiers.flatMap((one) =>
      one.type === 'ImportSpecifier' && one.importKind !== 'type'
        ? [
            {
              imported: one.imported.type === 'Identifier' ? one.imported.name : one.imported.value,
              local: one.local.name,
            },
          ]
        : [],
    )
  return from.id.properties.flatMap((one) =>
    one.type === 'Property' && one.key.type === 'Identifier' && one.value.type === 'Identifier'
      ? [{ imported: one.key.name, local: one.value.name }]
      : [],
  )
}

/** How an export is taken under a name. */
export function specifierText(from: ImportedName['from'], imported: string, local: string): string {
  if (imported === local) return local
  return from.type === 'ImportDeclaration' ? `${imported} as ${local}` : `${imported}: ${local}`
}

export function specifiersOf(from: ImportedName['from']): readonly TSESTree.Node[] {
  return from.type === 'ImportDeclaration' ? from.specifiers : from.id.properties
}

/** Takes names out of the list that they stand in, with their commas; others stay. */
export function removeSpecifiers(unit: SourceUnit, from: ImportedName['from'], gone: readonly TSESTree.Node[]): Edit[] {
  const all = specifiersOf(from)
  const last = all.findLast((one) => !gone.includes(one))
  const removed = all.flatMap((one, index): Edit[] => {
    const next = all[index + 1]
    const isBehindLast = last !== undefined && one.range[0] > last.range[0]
    return gone.includes(one) && next && !isBehindLast ? [replacement(unit, [one.range[0], next.range[0]], '')] : []
  })
  const end = all.at(-1)?.range[1] ?? 0
  if (!last || last.range[1] === end) return removed
  // Behind the default import the braces go too.
  const behind = last.type === 'ImportDefaultSpecifier' ? unit.text.indexOf('}', end) + 1 : end
  return [...removed, replacement(unit, [last.range[1], behind], '')]
}
