import type { TSESTree } from '@typescript-eslint/types'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { findNamesake } from './find-namesake.ts'
import { nameText } from '../../syntax/name-text.ts'
import { twinPlace, type TwinPlace } from './twin-place.ts'

/** Where the twin of a name stands, or would. */
export interface KnownPlace {
  /** The name's first declaration in the project. */
  readonly first: TSESTree.Node | undefined
  readonly place: TwinPlace | undefined
  /** The twin's name. */
  readonly name: string
  readonly existing: TSESTree.Node | undefined
  /** True where something else has the twin's name. */
  readonly isTaken: boolean
}

/** Looks up each name once. */
export function knownPlaces(
  { oracle, sources }: AnalysisContext,
  twinName: (name: string) => string,
  strangers: ReadonlySet<TSESTree.Node>,
): (symbol: SymbolHandle) => KnownPlace {
  const known = new Map<SymbolHandle, KnownPlace>()
  const find = (symbol: SymbolHandle): KnownPlace => {
    const declarations = oracle.declarationsOf(symbol).flatMap((one) => (one.kind === 'project' ? [one.node] : []))
    const place = twinPlace(declarations)
    const [own] = place?.names ?? []
    const name = own ? twinName(nameText(own)) : ''
    const namesake = place && findNamesake(sources, place, name)
    const isTaken = namesake === 'other' || (namesake !== undefined && strangers.has(namesake))
    return { first: declarations[0], place, name, existing: isTaken ? undefined : nodeOf(namesake), isTaken }
  }
  return (symbol) => {
    const found = known.get(symbol) ?? find(symbol)
    known.set(symbol, found)
    return found
  }
}

function nodeOf(namesake: TSESTree.Node | 'other' | undefined): TSESTree.Node | undefined {
  return namesake === 'other' ? undefined : namesake
}
