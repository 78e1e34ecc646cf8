import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode, type FunctionNode } from '../syntax/function-node.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import type { SymbolHandle, TypeOracle } from '../types/type-oracle.ts'
import { calledSymbol } from './called-symbol.ts'
import { isBodiless } from './is-bodiless.ts'

/**
 * Functions of the project that a call may run, as many as are known: for a find, such as a query below a call. A method
 * counts as it is declared; only one without a body stands for those that implement it, and an override is missed, as is
 * a function that reaches the call as a value. `allCallees` is the same question asked for a proof.
 */
export function knownCallees(context: AnalysisContext, call: { readonly callee: TSESTree.Node }): FunctionNode[] {
  const { oracle } = context
  const symbol = calledSymbol(context, call.callee)
  const declarations = symbol ? nodesOf(oracle, symbol) : []
  const own = declarations.flatMap((node) => functionOf(node) ?? [])
  if (!symbol || own.length > 0 || !declarations.some(isBodiless)) return own
  const members = oracle.memberFamily(symbol).flatMap((member) => nodesOf(oracle, member))
  return members.flatMap((node) => functionOf(node) ?? [])
}

function nodesOf(oracle: TypeOracle, symbol: SymbolHandle): TSESTree.Node[] {
  return oracle
    .declarationsOf(symbol)
    .flatMap((declaration) => (declaration.kind === 'project' ? [declaration.node] : []))
}

/** The function that a declaration makes: its own body, or the function expression that a variable or member holds. */
function functionOf(node: TSESTree.Node): FunctionNode | undefined {
  switch (node.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return functionIn(node.value)
    case 'VariableDeclarator':
      return node.parent.kind === 'const' ? functionIn(node.init) : undefined
    case 'ExportDefaultDeclaration':
      return functionIn(node.declaration)
    default:
      return functionIn(node)
  }
}

function functionIn(value: TSESTree.Node | null): FunctionNode | undefined {
  const node = value && innermostExpression(value)
  return isFunctionNode(node) ? node : undefined
}
