import { walk, type AnalysisContext, type SourceUnit } from 'orm-analysis'
import type { TSESTree } from '@typescript-eslint/types'
import type { MigrationUnit } from '../transforms/transform.ts'
import { editsOf } from './output.ts'
import type { Problem } from './problem.ts'

/**
 * Which units a problem is laid to: those that edit its statement; else those that edit what its statement names; else
 * those that edit the function or declaration around it. None where the place tells nothing. What has no call site is a
 * comment, and never to blame.
 */
export function blame(
  problem: Problem,
  units: readonly MigrationUnit[],
  { sources, oracle }: AnalysisContext,
): readonly MigrationUnit[] {
  const unitsEditing = (fileName: string, [start, end]: TSESTree.Range) =>
    units.filter(
      (unit) =>
        unit.sites.length > 0 &&
        editsOf(unit).some((edit) => edit.fileName === fileName && edit.at >= start && edit.at <= end),
    )
  const unit = sources.unitOf(problem.fileName)
  const path = unit ? pathTo(unit, problem) : []
  const isStatement = ({ type }: TSESTree.Node) =>
    /Statement$|Declaration$|Definition$/.test(type) && type !== 'BlockStatement'
  const statement = path.findLast(isStatement)

  const suspects = [
    () => (statement ? unitsEditing(problem.fileName, statement.range) : []),
    () => (statement ? namedIn(statement).flatMap(([fileName, range]) => unitsEditing(fileName, range)) : []),
    () =>
      path
        .filter(isStatement)
        .toReversed()
        .map(({ range }) => unitsEditing(problem.fileName, range))
        .find(isFilled) ?? [],
  ]
  for (const find of suspects) {
    const found = find()
    if (isFilled(found)) return [...new Set(found)]
  }
  return []

  /** The declarations of all names in a statement. */
  function namedIn(within: TSESTree.Node): [fileName: string, range: TSESTree.Range][] {
    const places: [string, TSESTree.Range][] = []
    walk(within, (node) => {
      if (node.type !== 'Identifier' && node.type !== 'PrivateIdentifier') return
      const symbol = oracle.symbolAt(node)
      for (const one of symbol ? oracle.memberFamily(symbol).flatMap(oracle.declarationsOf) : [])
        if (one.kind === 'project') places.push([one.fileName, one.node.range])
    })
    return places
  }
}

const isFilled = (units: readonly MigrationUnit[]) => units.length > 0

/** The nodes around a place, the outermost first. */
function pathTo(unit: SourceUnit, { start, end }: Problem): TSESTree.Node[] {
  const path: TSESTree.Node[] = []
  walk(unit.ast, (node) => {
    if (node.range[0] > start || node.range[1] < end) return 'skip'
    path.push(node)
    return undefined
  })
  return path
}
