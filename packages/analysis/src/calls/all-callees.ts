import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode, type FunctionNode } from '../syntax/function-node.ts'
import { variableOf } from '../syntax/references-of.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import type { SymbolHandle } from '../types/type-oracle.ts'
import { isBodiless } from './is-bodiless.ts'

/**
 * All functions that may run when an expression is called, or undefined where one of them can't be known: for what must
 * hold whatever runs, such as effects. A method counts with every implementation that the project has, overrides too. Not
 * known are values of parameters and of reassigned variables, results of calls, and whatever a dependency declares.
 * `knownCallees` is the same question asked for a find.
 */
export function allCallees(context: AnalysisContext, callee: TSESTree.Node): readonly FunctionNode[] | undefined {
  const bodies = bodiesOf(context, callee, new Set())
  return bodies && bodies.size > 0 ? [...bodies] : undefined
}

type Bodies = ReadonlySet<FunctionNode> | undefined

function bodiesOf(context: AnalysisContext, callee: TSESTree.Node, seen: Set<TSESTree.Node>): Bodies {
  const expression = innermostExpression(callee)
  if (isFunctionNode(expression)) return new Set([expression])
  switch (expression.type) {
    case 'Identifier':
      return bodiesOfSymbols(context, symbolsOf(context, expression), seen)
    case 'MemberExpression':
      return expression.computed ? undefined : bodiesOfSymbols(context, familyOf(context, expression), seen)
    case 'ConditionalExpression':
      return both(bodiesOf(context, expression.consequent, seen), bodiesOf(context, expression.alternate, seen))
    case 'LogicalExpression':
      return both(bodiesOf(context, expression.left, seen), bodiesOf(context, expression.right, seen))
    default:
      return undefined
  }
}

function symbolsOf({ oracle }: AnalysisContext, name: TSESTree.Node): readonly SymbolHandle[] {
  const symbol = oracle.symbolAt(name)
  return symbol ? [symbol] : []
}

function familyOf({ oracle }: AnalysisContext, member: TSESTree.MemberExpression): readonly SymbolHandle[] {
  const named = oracle.symbolsAt(member.property)
  return [...new Set([...named.flatMap(oracle.memberFamily), ...named.flatMap(oracle.structuralMembers)])]
}

function bodiesOfSymbols(context: AnalysisContext, symbols: readonly SymbolHandle[], seen: Set<TSESTree.Node>): Bodies {
  let bodies: Bodies = new Set<FunctionNode>()
  for (const symbol of symbols)
    for (const declaration of context.oracle.declarationsOf(symbol)) {
      if (declaration.kind === 'dependency') return undefined
      if (seen.has(declaration.node)) continue
      seen.add(declaration.node)
      bodies = both(bodies, bodiesOfDeclaration(context, declaration.node, seen))
    }
  return bodies
}

function bodiesOfDeclaration(context: AnalysisContext, node: TSESTree.Node, seen: Set<TSESTree.Node>): Bodies {
  if (isFunctionNode(node)) return new Set([node])
  if (isBodiless(node)) return new Set()
  switch (node.type) {
    case 'VariableDeclarator':
      return node.init && !isReassigned(context, node) ? bodiesOf(context, node.init, seen) : undefined
    case 'MethodDefinition':
      // A decorator may put anything around a method.
      if (node.kind !== 'method' || node.decorators.length > 0) return undefined
      return isFunctionNode(node.value) ? new Set([node.value]) : new Set()
    case 'PropertyDefinition':
      return node.value ? bodiesOf(context, node.value, seen) : undefined
    case 'Property':
      return node.parent.type === 'ObjectExpression' ? bodiesOf(context, node.value, seen) : undefined
    case 'ExportDefaultDeclaration':
      return bodiesOf(context, node.declaration, seen)
    default:
      return undefined
  }
}

function isReassigned({ sources }: AnalysisContext, { id, parent }: TSESTree.VariableDeclarator): boolean {
  if (id.type !== 'Identifier') return true
  if (parent.kind === 'const') return false
  const variable = variableOf(sources.unitAt(id).scopes, id)
  return !variable || variable.references.some((reference) => reference.isWrite() && reference.init !== true)
}

function both(left: Bodies, right: Bodies): Bodies {
  return left && right && new Set([...left, ...right])
}
