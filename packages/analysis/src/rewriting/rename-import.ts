import type { MovedName } from '../passes/propagation/async-facts.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { freeName } from './free-name.ts'
import { importedNames, removeSpecifiers, specifierText } from './imported-names.ts'
import { renameReference } from './rename-reference.ts'
import { insertion, replacement, type Edit } from './rewrite.ts'

/**
 * Edits that import a function's twin in its place, or beside it where the import is still used, and rename the calls.
 * An import under a name of the project's own (`getJsonSync as fetchJson`) keeps that name.
 */
export function renameImport(unit: SourceUnit, name: MovedName): Edit[] {
  const { specifier, from, imported, local, twin = '', callees } = name
  const isStillUsed = name.uses.some((use) => !callees.includes(use))
  const existing = importedNames(from).find((one) => one.imported === twin)
  const calledAs = (spelling: string) => callees.map((callee) => renameReference(unit, callee, spelling))
  if (existing) return [...calledAs(existing.local), ...(isStillUsed ? [] : removeSpecifiers(unit, from, [specifier]))]
  if (local !== imported && !isStillUsed) return [replacement(unit, importedRange(name), twin)]
  const free = freeName(unit, twin)
  const text = specifierText(from, twin, free)
  return [
    isStillUsed ? insertion(unit, specifier.range[0], `${text}, `) : replacement(unit, specifier.range, text),
    ...calledAs(free),
  ]
}

function importedRange({ specifier }: MovedName) {
  return specifier.type === 'ImportSpecifier' ? specifier.imported.range : specifier.key.range
}
