import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode, type FunctionNode } from '../syntax/function-node.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import type { SymbolHandle } from '../types/type-oracle.ts'

/**
 * The functions of the project that a call may run. A declaration without a body, such as an interface's method, stands
 * for those that implement it. Functions that reach the call as values are missed.
 */
export function projectCallees({ oracle }: AnalysisContext, call: TSESTree.CallExpression): FunctionNode[] {
  const callee = innermostExpression(call.callee)
  const named = callee.type === 'MemberExpression' ? callee.property : callee
  const symbol = oracle.symbolAt(named)
  if (!symbol) return []
  const own = functionsDeclaredBy(symbol)
  if (own.length > 0 || !isWithoutBody(symbol)) return own
  return oracle.memberFamily(symbol).flatMap(functionsDeclaredBy)

  function functionsDeclaredBy(declared: SymbolHandle): FunctionNode[] {
    return oracle
      .declarationsOf(declared)
      .flatMap((declaration) => (declaration.kind === 'project' ? (functionOf(declaration.node) ?? []) : []))
  }
  function isWithoutBody(declared: SymbolHandle): boolean {
    return oracle
      .declarationsOf(declared)
      .some(({ kind, ...rest }) => kind === 'project' && 'node' in rest && BODYLESS.has(rest.node.type))
  }
}

const BODYLESS = new Set(['TSMethodSignature', 'TSPropertySignature', 'TSAbstractMethodDefinition'])

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
