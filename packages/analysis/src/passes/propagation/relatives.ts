import type { TypeOracle, SymbolHandle } from '../../types/type-oracle.ts'

/** The members that stand or fall with one of the project's, and it itself; none of what is no member. */
export function relatives(oracle: TypeOracle, symbol: SymbolHandle): readonly SymbolHandle[] {
  const isMember = oracle
    .declarationsOf(symbol)
    .some((one) => one.kind === 'project' && 'key' in one.node && one.node.parent.type !== 'ObjectPattern')
  return isMember ? oracle.memberFamily(symbol) : []
}
