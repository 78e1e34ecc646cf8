import type { TSESTree } from '@typescript-eslint/types'
import type { ReferenceIndex } from '../../calls/reference-index.ts'
import { importedName, type ImportedName } from '../../syntax/imported-name.ts'
import type { SourceProvider } from '../../types/source-provider.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import type { AsyncChange, MovedName } from './async-facts.ts'
import { nameText } from '../../syntax/name-text.ts'
import { isInside, type PlannedTwin } from './plan-twins.ts'

/** How the callers of twins name them: in place, by an import beside the old one or in its stead, and in lists of exports. */
export function twinChanges(
  sources: SourceProvider,
  references: ReferenceIndex,
  twins: ReadonlyMap<SymbolHandle, PlannedTwin>,
  twinName: (name: string) => string,
): ReadonlyMap<SymbolHandle, readonly AsyncChange[]> {
  const twinOf = (name: TSESTree.Node) => twinName(nameText(name))
  return new Map(
    [...twins].map(([symbol, { callers, replaces }]) => {
      const imports = new Map<TSESTree.Node, MovedName>()
      const renames: AsyncChange[] = []
      for (const caller of callers) {
        const found = importOf(caller)
        const callees = [...(found ? (imports.get(found.specifier)?.callees ?? []) : []), caller]
        if (found) imports.set(found.specifier, { ...found, twin: twinName(found.imported), callees })
        else renames.push({ kind: 'rename', node: caller, twin: twinOf(caller) })
      }
      const imported = [...imports.values()].map((name) =>
        usedByHalves({ kind: 'import', node: name.specifier, name }, twins),
      )
      const exported = references.referencesTo(symbol).flatMap(({ parent }): AsyncChange[] =>
        parent?.type === 'ExportSpecifier' && nameText(parent.exported) !== 'default'
          ? [
              {
                kind: 'export',
                node: parent,
                local: twinOf(parent.local),
                exported: twinOf(parent.exported),
                replaces,
              },
            ]
          : [],
      )
      return [symbol, [...renames, ...imported, ...exported]]
    }),
  )

  function importOf(reference: TSESTree.Node): ImportedName | undefined {
    if (reference.type !== 'Identifier' || isMemberName(reference)) return undefined
    return importedName(sources.unitAt(reference).scopes, reference)
  }
}

/** What is renamed in a copy keeps its name in the original, which uses it as long as it stays. */
export function usedByHalves<Change extends Extract<AsyncChange, { kind: 'import' | 'import-from' }>>(
  change: Change,
  twins: ReadonlyMap<SymbolHandle, PlannedTwin>,
): Change {
  const withHalves = (name: MovedName): MovedName => {
    const halves = (use: TSESTree.Node) => [...twins.values()].filter(({ place }) => isInside(use, place))
    const uses = name.uses.filter((use) => !halves(use).some(({ replaces }) => replaces))
    return { ...name, uses: [...uses, ...uses.flatMap((use) => halves(use).map(({ place }) => place.nodes[0]))] }
  }
  return change.kind === 'import'
    ? { ...change, name: withHalves(change.name) }
    : { ...change, names: change.names.map(withHalves) }
}

function isMemberName(node: TSESTree.Identifier): boolean {
  return node.parent.type === 'MemberExpression' && node.parent.property === node && !node.parent.computed
}
