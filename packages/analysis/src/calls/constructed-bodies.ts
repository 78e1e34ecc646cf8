import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { calledSymbol } from './called-symbol.ts'

/**
 * What runs when a class is instantiated: its constructor and the values of its fields, and those of the classes that it
 * extends. Undefined where one of them is a dependency's.
 */
export function constructedBodies(
  context: AnalysisContext,
  callee: TSESTree.Node,
): readonly TSESTree.Node[] | undefined {
  const symbol = calledSymbol(context, callee)
  const [declaration, ...others] = symbol ? context.oracle.declarationsOf(symbol) : []
  if (declaration?.kind !== 'project' || others.length > 0 || !isClass(declaration.node)) return undefined
  const own = declaration.node.body.body.flatMap((member): TSESTree.Node[] => {
    if (member.type === 'MethodDefinition') return member.kind === 'constructor' ? [member.value] : []
    if (member.type !== 'PropertyDefinition' || member.static || !member.value) return []
    return isFunctionNode(member.value) ? [] : [member.value]
  })
  if (!declaration.node.superClass) return own
  const inherited = constructedBodies(context, declaration.node.superClass)
  return inherited && [...own, ...inherited]
}

const isClass = (node: TSESTree.Node) => node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
