import type { TSESTree } from '@typescript-eslint/types'
import { exportedSymbols, mayCallbackWait, walk, type AnalysisContext, type SymbolHandle } from 'orm-analysis'

/**
 * What other files may call, as far as one file can tell: what it exports, globals that it assigns, and every member,
 * because objects and instances leave a file in more ways than by name (`module.exports = (db) => ({ find() {} })`). Only
 * of an object that a library takes for its callbacks is it known who calls its members.
 */
export function seenElsewhere(context: AnalysisContext, fileName: string): readonly SymbolHandle[] {
  const symbols = new Set([...exportedSymbols(context, fileName).values()].flat())
  const unit = context.sources.unitOf(fileName)
  if (!unit) return [...symbols]
  const addAt = (name: TSESTree.Node) => {
    for (const symbol of context.oracle.symbolsAt(name)) symbols.add(symbol)
  }
  for (const reference of unit.scopes.globalScope?.through ?? []) if (reference.isWrite()) addAt(reference.identifier)
  walk(unit.ast, (node) => {
    const name = nameSeen(context, node)
    if (name) addAt(name)
  })
  return [...symbols]
}

function nameSeen(context: AnalysisContext, node: TSESTree.Node): TSESTree.Node | undefined {
  switch (node.type) {
    case 'ExportDefaultDeclaration':
      return node
    case 'TSExportAssignment':
      return node.expression
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSMethodSignature':
    case 'TSPropertySignature':
      return node.key.type === 'PrivateIdentifier' ? undefined : node.key
    case 'TSParameterProperty':
      return node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter
    case 'Property':
      return node.parent.type === 'ObjectPattern' || holdsCallbacks(context, node.parent) ? undefined : node.key
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression' ? node.left.property : undefined
    default:
      return undefined
  }
}

function holdsCallbacks(context: AnalysisContext, object: TSESTree.ObjectExpression): boolean {
  return object.parent.type === 'CallExpression' && mayCallbackWait(context, object.parent, object)
}
