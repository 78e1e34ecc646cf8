import type { TSESTree } from '@typescript-eslint/types'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { variableOf } from '../syntax/references-of.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { insertion, type Edit } from './rewrite.ts'

/**
 * Makes a function's twin known to the file that calls it under its own name, beside the function. Undefined where that
 * name means something else there, or where the function was not imported by name.
 */
export function importTwin(unit: SourceUnit, call: TSESTree.CallExpression, twin: string): Edit[] | undefined {
  const callee = innermostExpression(call.callee)
  if (callee.type !== 'Identifier') return []
  const specifier = specifierOf(unit, callee)
  const known = variableOf(unit.scopes, { ...callee, name: twin })
  if (known) return sameImport(known.defs[0]?.node, specifier, twin) ? [] : undefined
  return specifier && [insertion(unit, specifier.range[1], `, ${twin}`)]
}

function specifierOf(unit: SourceUnit, name: TSESTree.Identifier): TSESTree.ImportSpecifier | undefined {
  const definition = variableOf(unit.scopes, name)?.defs[0]?.node
  return definition?.type === 'ImportSpecifier' ? definition : undefined
}

function sameImport(
  known: TSESTree.Node | undefined,
  specifier: TSESTree.ImportSpecifier | undefined,
  twin: string,
): boolean {
  if (!specifier) return known?.type === 'FunctionDeclaration' || known?.type === 'VariableDeclarator'
  return (
    known?.type === 'ImportSpecifier' &&
    known.imported.type === 'Identifier' &&
    known.imported.name === twin &&
    known.parent.type === 'ImportDeclaration' &&
    specifier.parent.type === 'ImportDeclaration' &&
    known.parent.source.value === specifier.parent.source.value
  )
}
