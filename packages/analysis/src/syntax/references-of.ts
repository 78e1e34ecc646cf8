import type { Reference, Scope, ScopeManager, Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'

/** The variable that a declaring or referring identifier stands for, within its file. */
export function variableOf(
  scopes: ScopeManager,
  name: TSESTree.Identifier | TSESTree.JSXIdentifier,
): Variable | undefined {
  for (let scope = innermostScope(scopes, name); scope; scope = scope.upper) {
    const variable = scope.set.get(name.name)
    if (variable) return variable
  }
  return undefined
}

/** All references to the variable that an identifier declares or refers to, in its file. */
export function referencesOf(scopes: ScopeManager, name: TSESTree.Identifier): readonly Reference[] {
  return variableOf(scopes, name)?.references ?? []
}

function innermostScope(scopes: ScopeManager, node: TSESTree.Node): Scope | null {
  return scopes.acquire(node, true) ?? (node.parent ? innermostScope(scopes, node.parent) : null)
}
