import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'

/**
 * True where a function may use a variable before the code at offset `before` has run: a closure made earlier, a hoisted
 * declaration, or another module. A function made later can't have been called yet.
 */
export function isCapturedBefore(variable: Variable, before: number): boolean {
  return variable.references.some(({ identifier, from }) => {
    if (identifier.parent.type === 'ExportSpecifier') return true
    if (from.variableScope === variable.scope.variableScope) return false
    return identifier.range[0] < before || isInHoistedFunction(identifier, variable)
  })
}

/** True where any function other than the one that declares a variable uses it. */
export function isCaptured(variable: Variable): boolean {
  return variable.references.some(({ from }) => from.variableScope !== variable.scope.variableScope)
}

function isInHoistedFunction(node: TSESTree.Node, { scope }: Variable): boolean {
  for (let at: TSESTree.Node | undefined = node; at && at !== scope.block; at = at.parent)
    if (at.type === 'FunctionDeclaration') return true
  return false
}
