import type { TSESTree } from '@typescript-eslint/types'
import type { ImportedName } from '../../syntax/imported-name.ts'
import { twinHome } from '../../syntax/twin-home.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import type { Site } from '../queries/find-queries.ts'
import type { AsyncChange, MovedName } from './async-facts.ts'

export interface ImportChange {
  readonly change: Extract<AsyncChange, { kind: 'import' | 'import-from' }>
  /** The sites that call what is imported. */
  readonly sites: readonly Site[]
}

/** The imports of functions whose twins are called instead. Sites that share one share a unit. */
export function importChanges(unitAt: (node: TSESTree.Node) => SourceUnit, sites: readonly Site[]): ImportChange[] {
  const moved = new Map<TSESTree.Node, Moved>()
  for (const site of sites) {
    const home = twinHome(unitAt(site.node).scopes, site)
    if (home?.kind !== 'imported') continue
    const { specifier } = home.name
    const known = moved.get(specifier)
    moved.set(specifier, { name: home.name, module: home.module, sites: [...(known?.sites ?? []), site] })
  }
  const leaving = new Map<ImportedName['from'], Moved[]>()
  const staying: Moved[] = []
  for (const one of moved.values()) {
    const { from, module } = one.name
    if (one.module === module && twinOf(one) !== undefined) staying.push(one)
    else leaving.set(from, [...(leaving.get(from) ?? []), one])
  }
  return [
    ...staying.map(renamed),
    ...[...leaving].map(([node, names]): ImportChange => ({
      change: { kind: 'import-from', node, module: moduleOf(names), names: inOrder(names).map(movedName) },
      sites: names.flatMap(({ sites }) => sites),
    })),
  ]
}

/** The module that the twins come from: those that need no import name their own. */
function moduleOf(names: readonly Moved[]): string {
  return (names.find((one) => one.module !== one.name.module) ?? names[0])?.module ?? ''
}

function inOrder(names: readonly Moved[]): Moved[] {
  return names.toSorted((one, other) => one.name.specifier.range[0] - other.name.specifier.range[0])
}

function renamed(one: Moved): ImportChange {
  return { change: { kind: 'import', node: one.name.specifier, name: movedName(one) }, sites: one.sites }
}

interface Moved {
  readonly name: ImportedName
  readonly module: string
  readonly sites: readonly Site[]
}

function movedName(one: Moved): MovedName {
  const callees = one.sites.flatMap(({ node }) => ('callee' in node ? [innermostExpression(node.callee)] : []))
  return { ...one.name, twin: twinOf(one), callees }
}

/** A method of what the call is given needs no import. */
function twinOf({ sites: [site] }: Moved): string | undefined {
  return site?.operation.descriptor === 'uses' ? undefined : (site?.operation.twin ?? undefined)
}
