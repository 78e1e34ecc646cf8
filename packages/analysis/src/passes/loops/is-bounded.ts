import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { referencesOf } from '../../syntax/references-of.ts'
import { chainCalls } from '../../syntax/chain.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'

/**
 * True for a collection of few elements, however the program runs: written down, an enumeration, or cut off at a small
 * number.
 */
export function isBounded(context: AnalysisContext, collection: TSESTree.Node): boolean {
  return isFew(context, collection, new Set())
}

/** What a number that is written down may be at most, to be few. */
const FEW = 10

/** The rows that a query asks for are counted more strictly: a query for each of a page of ten is a page of queries. */
const FEW_ROWS = 5

function isFew(context: AnalysisContext, expression: TSESTree.Node, seen: Set<TSESTree.Node>): boolean {
  const node = innermostExpression(expression)
  if (seen.has(node)) return false
  seen.add(node)
  const few = (at: TSESTree.Node | undefined) => at !== undefined && isFew(context, at, seen)
  switch (node.type) {
    case 'ArrayExpression':
      return node.elements.every((element) => element?.type !== 'SpreadElement' || few(element.argument))
    case 'ObjectExpression':
      return lengthOf(node) ?? node.properties.every(({ type }) => type === 'Property')
    case 'Literal':
      return typeof node.value === 'number' && node.value <= FEW
    case 'AwaitExpression':
      return few(node.argument) || isPage(node.argument)
    case 'LogicalExpression':
    case 'ConditionalExpression':
      return node.type === 'LogicalExpression'
        ? few(node.left) && few(node.right)
        : few(node.consequent) && few(node.alternate)
    case 'NewExpression':
      return node.arguments.length > 0 && few(node.arguments[0])
    case 'CallExpression':
      return isFewOfCall(node, few)
    case 'Identifier':
    case 'MemberExpression':
      return isFewOfConstant(context, node, few)
    default:
      return false
  }
}

/** Whether `{ length: 3 }` is few; undefined for an object that says nothing of a length. */
function lengthOf({ properties }: TSESTree.ObjectExpression): boolean | undefined {
  const length = properties.find((one) => one.type === 'Property' && staticName(one) === 'length')
  if (length?.type !== 'Property') return undefined
  return length.value.type === 'Literal' && typeof length.value.value === 'number' && length.value.value <= FEW
}

const KEEPING = new Set([
  ...['map', 'filter', 'sort', 'reverse', 'toSorted', 'toReversed', 'entries', 'values', 'keys', 'flat', 'fill'],
  ...['slice', 'flatMap'],
])

function isFewOfCall(node: TSESTree.CallExpression, few: (at: TSESTree.Node | undefined) => boolean): boolean {
  const callee = innermostExpression(node.callee)
  if (callee.type === 'Identifier') return callee.name === 'Array' && few(node.arguments[0])
  if (callee.type !== 'MemberExpression') return false
  const name = staticName(callee) ?? ''
  const isStatic = callee.object.type === 'Identifier' && /^(?:Object|Array|Promise)$/.test(callee.object.name)
  if (isStatic) return /^(?:keys|values|entries|from|of|all|allSettled)$/.test(name) && few(node.arguments[0])
  if (name === 'slice' && few(node.arguments[1])) return true
  return KEEPING.has(name) && few(callee.object)
}

/** A query that asks for few rows. */
function isPage(query: TSESTree.Node): boolean {
  return chainCalls(query).some(({ callee, arguments: given }) => {
    const [first] = given
    const method = innermostExpression(callee)
    if (method.type === 'MemberExpression' && /^(?:limit|take)$/.test(staticName(method) ?? ''))
      return first?.type === 'Literal' && typeof first.value === 'number' && first.value <= FEW_ROWS
    return given.some(
      (argument) =>
        argument.type === 'ObjectExpression' &&
        argument.properties.some(
          (property) =>
            property.type === 'Property' &&
            /^(?:limit|take)$/.test(staticName(property) ?? '') &&
            property.value.type === 'Literal' &&
            typeof property.value.value === 'number' &&
            property.value.value <= FEW_ROWS,
        ),
    )
  })
}

/** A constant of any file, or a field that is never set again; an enumeration. Not one that is filled later. */
function isFewOfConstant(
  { oracle, sources }: AnalysisContext,
  name: TSESTree.Identifier | TSESTree.MemberExpression,
  few: (at: TSESTree.Node | undefined) => boolean,
): boolean {
  const symbol = oracle.symbolAt(name.type === 'Identifier' ? name : name.property)
  const [declaration, ...others] = symbol ? oracle.declarationsOf(symbol) : []
  if (declaration?.kind !== 'project' || others.length > 0) return false
  const { node } = declaration
  if (node.type === 'TSEnumDeclaration') return true
  if (node.type === 'PropertyDefinition') return node.readonly && few(node.value ?? undefined)
  if (node.type === 'Property') return few(node.value)
  if (node.type !== 'VariableDeclarator' || node.parent.kind !== 'const' || node.id.type !== 'Identifier') return false
  const isFilled = referencesOf(sources.unitAt(node).scopes, node.id).some(({ identifier }) => isGrown(identifier))
  return !isFilled && few(node.init ?? undefined)
}

/** True where a method that adds elements is called on a variable. */
export function isGrown(name: TSESTree.Node): boolean {
  const member = outermostWrapper(name).parent
  if (member?.type !== 'MemberExpression' || member.object !== outermostWrapper(name)) return false
  return /^(?:push|unshift|splice|add|set)$/.test(staticName(member) ?? '') && callByReference(member) !== undefined
}
