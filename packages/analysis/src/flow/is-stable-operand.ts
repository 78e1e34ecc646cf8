import type { TSESTree } from '@typescript-eslint/types'
import { variableOf } from '../syntax/references-of.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'

/**
 * True for an expression that may as well be evaluated later: it does nothing, can't throw, and is the same whatever runs
 * meanwhile. Variables that are assigned after their declaration, and members that are no functions, may change.
 */
export function isStableOperand(context: AnalysisContext, expression: TSESTree.Node): boolean {
  const { oracle } = context
  const node = innermostExpression(expression)
  const all = (parts: readonly (TSESTree.Node | null)[]) =>
    parts.every((part) => part === null || isStableOperand(context, part))
  switch (node.type) {
    case 'Literal':
    case 'ThisExpression':
    case 'Super':
    case 'MetaProperty':
    case 'TemplateElement':
      return true
    case 'Identifier':
      return isConstant(context, node)
    case 'TemplateLiteral':
      return node.expressions.every((part) => oracle.isPrimitive(part)) && all(node.expressions)
    case 'UnaryExpression':
      return node.operator !== 'delete' && oracle.isPrimitive(node.argument) && all([node.argument])
    case 'BinaryExpression':
      return [node.left, node.right].every((part) => oracle.isPrimitive(part)) && all([node.left, node.right])
    case 'ArrayExpression':
      return all(node.elements)
    case 'ObjectExpression':
      return all(node.properties)
    case 'Property':
      return !node.computed && node.kind === 'init' && !node.method && all([node.value])
    case 'NewExpression':
      return node.arguments.length === 0 && isContainer(context, node.callee)
    case 'MemberExpression':
      return (
        !node.computed &&
        !node.optional &&
        (node.object.type === 'Super' || oracle.isNonNullable(innermostExpression(node.object))) &&
        isFunctionMember(context, node) &&
        all([node.object])
      )
    default:
      return false
  }
}

/** One that nothing assigns after its declaration, or a global. */
function isConstant({ sources }: AnalysisContext, name: TSESTree.Identifier): boolean {
  const variable = variableOf(sources.unitAt(name).scopes, name)
  return !variable || variable.references.every((one) => !one.isWrite() || one.init === true)
}

function isContainer({ sources }: AnalysisContext, callee: TSESTree.Node): boolean {
  if (callee.type !== 'Identifier' || !/^(?:Weak)?(?:Map|Set)$/.test(callee.name)) return false
  return !variableOf(sources.unitAt(callee).scopes, callee)?.defs.length
}

function isFunctionMember({ oracle }: AnalysisContext, node: TSESTree.MemberExpression): boolean {
  const symbols = oracle.symbolsAt(node.property)
  const isGetter = symbols
    .flatMap(oracle.declarationsOf)
    .some((one) => 'node' in one && 'kind' in one.node && one.node.kind === 'get')
  return symbols.length > 0 && !isGetter && !oracle.isUntyped(node) && oracle.isCallable(node)
}
