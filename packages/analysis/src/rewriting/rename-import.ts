import type { TSESTree } from '@typescript-eslint/types'
import type { SourceUnit } from '../types/source-provider.ts'
import type { Edit } from './rewrite.ts'

/**
 * Edits that import a function's twin in its place, or beside it where the import is still used, and rename the calls.
 * An import under a name of the project's own (`getJsonSync as fetchJson`) keeps that name.
 */
export function renameImport(
  unit: SourceUnit,
  specifier: TSESTree.ImportSpecifier,
  { twin, isStillUsed }: { readonly twin: string; readonly isStillUsed: boolean },
  callees: readonly TSESTree.Node[],
): Edit[] {
  const { fileName } = unit
  const importedName = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value
  const isAliased = specifier.local.name !== importedName
  const siblings = specifier.parent.type === 'ImportDeclaration' ? specifier.parent.specifiers : []
  const existing = siblings.find((one) => one.type === 'ImportSpecifier' && importedNameOf(one) === twin)
  const calledAs = (name: string) => callees.map((callee) => replace(fileName, callee, name))
  if (existing) return [...calledAs(existing.local.name), ...(isStillUsed ? [] : [removal(unit, specifier, siblings)])]
  if (isAliased && !isStillUsed) return [replace(fileName, specifier.imported, twin)]
  const local = freeName(unit, twin)
  const imported = local === twin ? twin : `${twin} as ${local}`
  const before = { fileName, at: specifier.range[0], remove: 0, insert: `${imported}, ` }
  return [isStillUsed ? before : replace(fileName, specifier, imported), ...calledAs(local)]
}

function importedNameOf({ imported }: TSESTree.ImportSpecifier): string {
  return imported.type === 'Identifier' ? imported.name : imported.value
}

function replace(fileName: string, node: TSESTree.Node, insert: string): Edit {
  return { fileName, at: node.range[0], remove: node.range[1] - node.range[0], insert }
}

/** The specifier with the comma behind it, or before it where it is the last one. */
function removal(
  { fileName }: SourceUnit,
  specifier: TSESTree.ImportSpecifier,
  siblings: readonly TSESTree.ImportClause[],
): Edit {
  const index = siblings.indexOf(specifier)
  const next = siblings[index + 1]
  const previous = siblings[index - 1]
  const [start, end] = next
    ? [specifier.range[0], next.range[0]]
    : [previous?.range[1] ?? specifier.range[0], specifier.range[1]]
  return { fileName, at: start, remove: end - start, insert: '' }
}

/** The twin's own name, or a longer one where the file means something else by it. */
function freeName({ scopes }: SourceUnit, twin: string): string {
  const taken = new Set(scopes.scopes.flatMap((scope) => scope.variables.map(({ name }) => name)))
  let name = twin
  for (let count = 2; taken.has(name); count++) name = `${twin}${count}`
  return name
}
