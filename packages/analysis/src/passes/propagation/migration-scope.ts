import type { TSESTree } from '@typescript-eslint/types'
import type { ReferenceIndex } from '../../calls/reference-index.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import type { AsyncRequest } from './async-facts.ts'
import { relatives } from './relatives.ts'
import { reachedRegion } from './reached-region.ts'

/**
 * How far a migration is meant to go. All of the program; or, from *entries*, what they reach: whoever calls an entry
 * follows as always, of the callers of anything below only those that are reached.
 */
export interface MigrationScope {
  /** True where it is all of the program. */
  readonly isWhole: boolean
  /** True for places where a migration may begin. */
  readonly holds: (node: TSESTree.Node) => boolean
  /** True where others may call something too, and stay as they are. */
  readonly mayBeShared: (symbol: SymbolHandle) => boolean
  /** True where a reference to something that becomes asynchronous is meant to wait for it. */
  readonly isMeant: (symbol: SymbolHandle, reference: TSESTree.Node) => boolean
  readonly isKept: (symbol: SymbolHandle) => boolean
}

export function migrationScope(context: AnalysisContext, { entries = [], kept = [] }: AsyncRequest): MigrationScope {
  const keptSymbols = new Set(kept)
  const isKept = (symbol: SymbolHandle) => keptSymbols.has(symbol)
  if (entries.length === 0)
    return { isWhole: true, holds: () => true, mayBeShared: () => false, isMeant: () => true, isKept }
  const first = new Set(entries.flatMap((entry) => [entry, ...relatives(context.oracle, entry)]))
  const region = reachedRegion(context, [...first])
  const isBelow = (symbol: SymbolHandle) => !first.has(symbol) && region.declares(symbol) && !isClass(context, symbol)
  return {
    isWhole: false,
    holds: region.holds,
    mayBeShared: (symbol) => first.has(symbol) || isBelow(symbol),
    isMeant: (symbol, reference) => !isBelow(symbol) || isSpecifier(reference) || region.holds(reference),
    isKept,
  }
}

/** The index without the references that stay as they are. */
export function referencesInScope(
  index: ReferenceIndex,
  scope: MigrationScope,
  left: ReadonlySet<TSESTree.Node>,
): ReferenceIndex {
  const isIn = (symbol: SymbolHandle) => (reference: TSESTree.Node) =>
    !left.has(reference) && scope.isMeant(symbol, reference)
  return {
    ...index,
    referencesTo: (symbol) => index.referencesTo(symbol).filter(isIn(symbol)),
    possibleReferencesTo: (symbol) => index.possibleReferencesTo(symbol).filter(isIn(symbol)),
  }
}

/** Where a file hands a name on: nothing is called there. */
export function isSpecifier({ parent }: TSESTree.Node): boolean {
  return parent !== undefined && /^(?:Import|Export)\w*Specifier$|^ExportDefaultDeclaration$/.test(parent.type)
}

/** Who makes instances hands functions to their constructor, and is asked for them wherever it stands. */
function isClass({ oracle }: AnalysisContext, symbol: SymbolHandle): boolean {
  return oracle
    .declarationsOf(symbol)
    .some((one) => one.kind === 'project' && /^Class(?:Declaration|Expression)$/.test(one.node.type))
}
