import type { ScopeManager, Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { variableOf } from '../syntax/references-of.ts'
import { walk } from '../syntax/walk.ts'

/** The variables that a piece of code mentions, functions inside it included. Names of properties and types are none. */
export function variablesIn(scopes: ScopeManager, node: TSESTree.Node): ReadonlySet<Variable> {
  const variables = new Set<Variable>()
  walk(node, (at) => {
    if (at.type !== 'JSXIdentifier' && (at.type !== 'Identifier' || isPropertyName(at))) return
    const variable = variableOf(scopes, at)
    if (variable) variables.add(variable)
  })
  return variables
}

function isPropertyName(name: TSESTree.Identifier): boolean {
  const { parent } = name
  switch (parent.type) {
    case 'MemberExpression':
      return parent.property === name && !parent.computed
    case 'Property':
      return parent.key === name && !parent.computed && !parent.shorthand
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.key === name && !parent.computed
    default:
      return false
  }
}
