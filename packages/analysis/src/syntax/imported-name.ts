import type { TSESTree } from '@typescript-eslint/types'
import type { ScopeManager, Variable } from '@typescript-eslint/scope-manager'
import { variableOf } from './references-of.ts'
import { innermostExpression } from './transparent-parent.ts'

/** A name that a file takes from a module: by `import { f } from 'm'` or by `const { f } = require('m')`. */
export interface ImportedName {
  readonly specifier: TSESTree.ImportSpecifier | TSESTree.Property
  /** What takes it, with its siblings. */
  readonly from: TSESTree.ImportDeclaration | RequireDeclarator
  readonly module: string
  /** As the module calls it. */
  readonly imported: string
  readonly local: string
  /** Every use of it in the file; the specifier itself is none. */
  readonly uses: readonly TSESTree.Node[]
}

/** `{ f } = require('m')`. */
export type RequireDeclarator = TSESTree.VariableDeclarator & {
  readonly id: TSESTree.ObjectPattern
  readonly init: TSESTree.CallExpression
}

export function importedName(scopes: ScopeManager, name: TSESTree.Identifier): ImportedName | undefined {
  const variable = variableOf(scopes, name)
  const definition = variable?.defs[0]
  if (!variable || !definition) return undefined
  const { node } = definition
  const uses = usesOf(variable)
  if (node.type === 'ImportSpecifier' && node.parent.type === 'ImportDeclaration')
    return {
      specifier: node,
      from: node.parent,
      module: node.parent.source.value,
      imported: node.imported.type === 'Identifier' ? node.imported.name : node.imported.value,
      local: node.local.name,
      uses,
    }
  if (node.type !== 'VariableDeclarator' || !isRequirePattern(node)) return undefined
  const specifier = node.id.properties.find((one) => one.type === 'Property' && one.value === definition.name)
  if (specifier?.type !== 'Property' || specifier.computed || specifier.key.type !== 'Identifier') return undefined
  const module = requiredModule(node.init)
  return module === undefined
    ? undefined
    : { specifier, from: node, module, imported: specifier.key.name, local: variable.name, uses }
}

/** The module whose exports an expression's value is: `fs` of `import fs from 'fs'`, and `require('fs')` itself. */
export function importedModule(scopes: ScopeManager, expression: TSESTree.Node): string | undefined {
  const node = innermostExpression(expression)
  if (node.type !== 'Identifier') return requiredModule(node)
  const variable = variableOf(scopes, node)
  const definition = variable?.defs[0]?.node
  if (!variable || isReassigned(variable)) return undefined
  switch (definition?.type) {
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return definition.parent.source.value
    case 'TSImportEqualsDeclaration': {
      const { moduleReference } = definition
      const source = moduleReference.type === 'TSExternalModuleReference' ? moduleReference.expression : undefined
      return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined
    }
    case 'VariableDeclarator':
      return definition.id.type === 'Identifier' && definition.init ? requiredModule(definition.init) : undefined
    default:
      return undefined
  }
}

/** The module that `require('m')` names. */
export function requiredModule(node: TSESTree.Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined
  const [first] = node.arguments
  return first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined
}

export function isRequirePattern(node: TSESTree.VariableDeclarator): node is RequireDeclarator {
  return node.id.type === 'ObjectPattern' && node.init !== null && requiredModule(node.init) !== undefined
}

function usesOf({ references }: Variable): TSESTree.Node[] {
  return references.filter(({ init }) => !init).map(({ identifier }) => identifier)
}

function isReassigned({ references }: Variable): boolean {
  return references.some((reference) => reference.isWrite() && !reference.init)
}
