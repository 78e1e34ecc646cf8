import type { TSESTree } from '@typescript-eslint/types'
import { allCallees } from '../../calls/all-callees.ts'
import { builtInOf } from '../../profiles/javascript.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { isLazy, operationAt, operationOfTag } from '../queries/find-queries.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'

/**
 * True where evaluating an expression may throw before it has answered with a promise or query. Such an expression can't
 * be an element of `Promise.all([…])` behind another that has started: nobody would own that one's rejection, and Node
 * ends the process (semantics.md B1). Doubt counts as throwing.
 */
export function mayThrowSynchronously(context: AnalysisContext, expression: TSESTree.Node): boolean {
  return !isSafe({ context, entered: new Set() }, expression)
}

interface Question {
  readonly context: AnalysisContext
  /** Functions whose bodies are being looked at. */
  readonly entered: ReadonlySet<TSESTree.Node>
}

function isSafe(question: Question, expression: TSESTree.Node): boolean {
  const node = innermostExpression(expression)
  const { oracle } = question.context
  const all = (parts: readonly TSESTree.Node[]) => parts.every((part) => isSafe(question, part))
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'ThisExpression':
    case 'Super':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'MetaProperty':
      return true
    case 'TemplateLiteral':
      return node.expressions.every((part) => oracle.isPrimitive(part) && isSafe(question, part))
    case 'UnaryExpression':
      if (node.operator === 'delete') return false
      return isSafe(question, node.argument) && (node.operator !== '-' || oracle.isPrimitive(node.argument))
    case 'BinaryExpression':
      return (
        node.operator !== 'in' &&
        node.operator !== 'instanceof' &&
        all([node.left, node.right]) &&
        (/^[!=]==?$/.test(node.operator) || (oracle.isPrimitive(node.left) && oracle.isPrimitive(node.right)))
      )
    case 'LogicalExpression':
      return all([node.left, node.right])
    case 'ConditionalExpression':
      return all([node.test, node.consequent, node.alternate])
    case 'ArrayExpression':
      return node.elements.every((element) => {
        if (!element) return true
        if (element.type !== 'SpreadElement') return isSafe(question, element)
        return oracle.isArray(element.argument) && isSafe(question, element.argument)
      })
    case 'ObjectExpression':
      return node.properties.every((property) => {
        if (property.type === 'SpreadElement') return isSafe(question, property.argument)
        return (!property.computed || isSafe(question, property.key)) && isSafe(question, property.value)
      })
    case 'MemberExpression':
      return (
        (node.optional || node.object.type === 'Super' || oracle.isNonNullable(innermostExpression(node.object))) &&
        all(node.computed ? [node.object, node.property] : [node.object]) &&
        !isAccessor(question.context, node) &&
        // A lazy relation sends a query when it is read.
        !sitesByNode(question.context, question.context.sources.unitAt(node)).has(node)
      )
    case 'CallExpression':
    case 'NewExpression':
      return isSafeCall(question, node)
    case 'TaggedTemplateExpression':
      return makesQuery(question.context, node) && all(node.quasi.expressions)
    default:
      return false
  }
}

function makesQuery(context: AnalysisContext, node: TSESTree.TaggedTemplateExpression): boolean {
  if (operationAt(context, node.tag)?.operation.does === 'build') return true
  return operationOfTag(context, node) !== undefined && isLazy(context, node)
}

function isSafeCall(question: Question, node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  const { context } = question
  const callee = innermostExpression(node.callee)
  const hasSafeParts =
    (callee.type !== 'MemberExpression' || isSafe(question, callee)) &&
    node.arguments.every((argument) =>
      argument.type === 'SpreadElement'
        ? context.oracle.isArray(argument.argument) && isSafe(question, argument.argument)
        : isSafe(question, argument),
    )
  if (!hasSafeParts) return false
  const does = operationAt(context, callee)?.operation.does
  if (does === 'run') return context.oracle.isThenable(node) || isLazy(context, node)
  if (does) return does === 'build'
  if (isSafeBuiltIn(context, node, callee)) return true
  const bodies = node.type === 'CallExpression' ? allCallees(context, callee) : undefined
  return bodies?.every((fn) => isSafeBody(question, fn)) ?? false
}

/** Functions of the language that throw for no argument of their declared types; those that run callbacks may. */
function isSafeBuiltIn(context: AnalysisContext, node: TSESTree.Node, callee: TSESTree.Node): boolean {
  const identities = context.oracle.identitiesAt(callee)
  if (callee.type === 'Identifier' && callee.name === 'fetch' && node.type === 'CallExpression')
    return identities.length > 0
  return (
    identities.length > 0 &&
    identities.every((identity) => {
      const row = builtInOf(identity)
      return row?.effect === 'none' && !row.mayThrow && !row.runsCallbacks
    })
  )
}

/** An `async` function turns what it throws into a rejection; another is looked into if it only answers an expression. */
function isSafeBody({ context, entered }: Question, fn: FunctionNode): boolean {
  if (fn.async) return true
  if (entered.has(fn) || fn.generator || fn.params.some(({ type }) => type !== 'Identifier')) return false
  const answer = answered(fn)
  return answer !== undefined && isSafe({ context, entered: new Set([...entered, fn]) }, answer)
}

function answered({ body }: FunctionNode): TSESTree.Node | undefined {
  if (body.type !== 'BlockStatement') return body
  const [statement, ...others] = body.body
  return statement?.type === 'ReturnStatement' && others.length === 0 ? (statement.argument ?? undefined) : undefined
}

function isAccessor({ oracle }: AnalysisContext, node: TSESTree.MemberExpression): boolean {
  if (node.computed) return false
  return oracle
    .symbolsAt(node.property)
    .flatMap(oracle.declarationsOf)
    .some((declaration) => {
      if (declaration.kind === 'dependency') return false
      const member = declaration.node
      return (
        (member.type === 'MethodDefinition' || member.type === 'Property') &&
        isFunctionNode(member.value) &&
        member.kind === 'get'
      )
    })
}
