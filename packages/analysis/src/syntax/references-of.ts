import type { Reference, ScopeManager, Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'

/** The variable that a declaring or referring identifier stands for, within its file. */
export function variableOf(
  scopes: ScopeManager,
  name: TSESTree.Identifier | TSESTree.JSXIdentifier,
): Variable | undefined {
  for (let node: TSESTree.Node | undefined = name; node; node = node.parent) {
    const scope = scopes.acquire(node, true)
    if (!scope) continue
    for (let at: typeof scope | null = scope; at; at = at.upper) {
      const variable = at.set.get(name.name)
      if (variable) return variable
    }
    return undefined
  }
  return undefined
}

/** All references to the variable that an identifier declares or refers to, in its file. */
export function referencesOf(scopes: ScopeManager, name: TSESTree.Identifier): readonly Reference[] {
  return variableOf(scopes, name)?.references ?? []
}
