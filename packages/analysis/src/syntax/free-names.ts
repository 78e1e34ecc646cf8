import type { ScopeManager } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'

/** The names of variables that an expression uses and does not declare itself. */
export function freeNames(scopes: ScopeManager, expression: TSESTree.Node): ReadonlySet<string> {
  const [start, end] = expression.range
  const isInside = ({ range }: TSESTree.Node) => start <= range[0] && range[1] <= end
  const names = new Set<string>()
  for (const scope of scopes.scopes)
    for (const { identifier, resolved } of scope.references)
      if (isInside(identifier) && !resolved?.defs.some(({ name }) => isInside(name))) names.add(identifier.name)
  return names
}
