import type { TSESTree } from '@typescript-eslint/types'
import { freeNames } from '../../syntax/free-names.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { ownNodes } from '../../syntax/own-nodes.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { PropagationContext } from './expansion.ts'

/**
 * A call of `map` or `forEach` that an ordered loop can stand for: one that is a statement, or whose array is declared,
 * assigned or returned by one. Elsewhere something of the statement might run before it.
 */
export interface LoopCallback {
  readonly method: 'map' | 'forEach'
  readonly array: TSESTree.Expression
  /** What is run for each element: a function written here, or one that is named. */
  readonly callback: WrittenCallback | NamedCallback
  readonly target: LoopTarget
  /** The statement that becomes the loop, or the arrow function whose body it is. */
  readonly statement: TSESTree.Statement | TSESTree.ArrowFunctionExpression
}

export interface WrittenCallback {
  readonly kind: 'written'
  readonly node: FunctionNode
  /** Its `return`s, a last statement of its body excluded. */
  readonly earlyReturns: readonly TSESTree.ReturnStatement[]
}

export interface NamedCallback {
  readonly kind: 'named'
  readonly node: TSESTree.Expression
  /** Names for what the loop hands to it: the element, and the index if it takes one. */
  readonly parameters: readonly string[]
}

export type LoopTarget =
  | { readonly kind: 'none' }
  /** The results are pushed to the array that is declared here. */
  | { readonly kind: 'declared'; readonly id: TSESTree.Identifier; readonly type: string | undefined }
  /** They are pushed to a new array, which then takes the call's place. */
  | { readonly kind: 'fresh'; readonly type: string | undefined }

export function findLoopCallback(
  context: PropagationContext,
  call: TSESTree.CallExpression,
  callback: TSESTree.Node,
): LoopCallback | undefined {
  const member = call.callee
  if (member.type !== 'MemberExpression' || member.optional || call.optional) return undefined
  const method = staticName(member)
  const isAlone = call.arguments.length === 1 && innermostExpression(call.arguments[0] ?? call) === callback
  if ((method !== 'map' && method !== 'forEach') || !isAlone || !context.oracle.isArray(member.object)) return undefined
  const statement = statementOf(call)
  if (!statement || !isPlainArray(member.object)) return undefined
  const run = isFunctionNode(callback)
    ? writtenCallback(callback, method, member.object, freeNames(context.sources.unitAt(call).scopes, member.object))
    : namedCallback(context, callback as TSESTree.Expression, member.object)
  const target = run && targetOf(context, call, statement, method, run)
  return run && target && { method, array: member.object, callback: run, target, statement }
}

function writtenCallback(
  node: FunctionNode,
  method: string,
  array: TSESTree.Expression,
  used: ReadonlySet<string>,
): WrittenCallback | undefined {
  const shadows = node.params.some((parameter) => namesIn(parameter).some((name) => used.has(name)))
  if (shadows || !isLoopBody(node, method, array)) return undefined
  return { kind: 'written', node, earlyReturns: returnsOf(node).filter((one) => !isLastStatement(one, node)) }
}

function statementOf(call: TSESTree.CallExpression): LoopCallback['statement'] | undefined {
  const { parent } = call
  if (parent.type === 'ExpressionStatement' || parent.type === 'ReturnStatement') return parent
  // The body of a callback that may become a loop's body itself has no statement to become one.
  if (parent.type === 'ArrowFunctionExpression' && parent.body === call)
    return parent.parent.type === 'CallExpression' && parent.parent.callee !== parent ? undefined : parent
  if (parent.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === call)
    return parent.parent.type === 'ExpressionStatement' && isSimple(parent.left) ? parent.parent : undefined
  if (parent.type !== 'VariableDeclarator' || parent.parent.declarations.length > 1 || !isSimple(parent.id))
    return undefined
  const declaration = parent.parent
  const { type } = declaration.parent
  if (type === 'ExportNamedDeclaration') return declaration.parent
  return type === 'Program' || type === 'BlockStatement' || type === 'SwitchCase' ? declaration : undefined
}

/** True where evaluating the left side first or last makes no difference. */
function isSimple(left: TSESTree.Node): boolean {
  let simple = true
  walk(left, (node) => {
    if (node.type === 'CallExpression' || node.type === 'AssignmentPattern' || isFunctionNode(node)) simple = false
    if (node.type === 'MemberExpression' && node.object.type !== 'ThisExpression') simple = false
  })
  return simple
}

/** Not one that is made with holes, which `map` and `forEach` skip and a loop does not. */
function isPlainArray(array: TSESTree.Expression): boolean {
  const node = innermostExpression(array)
  const callee = node.type === 'NewExpression' || node.type === 'CallExpression' ? node.callee : undefined
  if (callee?.type === 'Identifier' && callee.name === 'Array') return false
  return node.type !== 'ArrayExpression' || !node.elements.includes(null)
}

function isLoopBody(fn: FunctionNode, method: string, array: TSESTree.Expression): boolean {
  const [element, index] = fn.params
  const own = [fn.body, ...ownNodes(fn)]
  const body = fn.body.type === 'BlockStatement' ? fn.body : undefined
  return (
    !fn.generator &&
    fn.params.length <= 2 &&
    (element === undefined || isBindable(element)) &&
    (index === undefined || index.type === 'Identifier') &&
    !own.some(({ type }) => fn.type === 'FunctionExpression' && type === 'ThisExpression') &&
    !own.some((node) => node.type === 'Identifier' && node.name === 'arguments') &&
    !own.some((node) => node.type === 'VariableDeclaration' && node.kind === 'var') &&
    !(fn.type === 'FunctionExpression' && fn.id) &&
    !changesArray(fn, array) &&
    returnsOf(fn).every((one) => isLastStatement(one, fn) || !isInLoop(one, fn)) &&
    (body === undefined
      ? method === 'map' || fn.body.type !== 'ObjectExpression'
      : method === 'map'
        ? endsInReturn(body)
        : returnsOf(fn).every(({ argument }) => !argument || STATEMENT_LIKE.has(argument.type)))
  )
}

/** Expressions that mean the same as a statement of their own. */
const STATEMENT_LIKE = new Set(['CallExpression', 'ChainExpression', 'Identifier', 'Literal', 'AssignmentExpression'])

function isBindable(parameter: TSESTree.Parameter): boolean {
  return parameter.type === 'Identifier' || parameter.type === 'ObjectPattern' || parameter.type === 'ArrayPattern'
}

function namesIn(node: TSESTree.Node): string[] {
  const names: string[] = []
  walk(node, (at) => {
    if (at.type === 'Identifier') names.push(at.name)
  })
  return names
}

const CHANGING = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'])

/** True where the callback changes the array that it runs over: a loop sees what is appended. */
function changesArray(fn: FunctionNode, array: TSESTree.Expression): boolean {
  const names = namesIn(array)
  let changes = false
  walk(fn.body, (node) => {
    if (node.type !== 'MemberExpression' || !namesIn(node.object).some((name) => names.includes(name))) return
    const { parent } = node
    const isWritten =
      (parent.type === 'AssignmentExpression' && parent.left === node && node.computed) || staticName(node) === 'length'
    const isCalled = parent.type === 'CallExpression' && parent.callee === node && CHANGING.has(staticName(node) ?? '')
    if ((isWritten && parent.type === 'AssignmentExpression') || isCalled) changes = true
  })
  return changes
}

function returnsOf(fn: FunctionNode): TSESTree.ReturnStatement[] {
  return ownNodes(fn).filter((node) => node.type === 'ReturnStatement')
}

function isLastStatement(statement: TSESTree.Node, fn: FunctionNode): boolean {
  return fn.body.type === 'BlockStatement' && fn.body.body.at(-1) === statement
}

function isInLoop(node: TSESTree.Node, fn: FunctionNode): boolean {
  for (let at = node.parent; at && at !== fn; at = at.parent) if (/^(For|While|DoWhile)/.test(at.type)) return true
  return false
}

function endsInReturn(body: TSESTree.BlockStatement): boolean {
  const last = body.body.at(-1)
  return last?.type === 'ThrowStatement' || (last?.type === 'ReturnStatement' && last.argument !== null)
}

function namedCallback(
  { oracle }: PropagationContext,
  node: TSESTree.Expression,
  array: TSESTree.Expression,
): NamedCallback | undefined {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return undefined
  const [symbol] = oracle.symbolsAt(node.type === 'Identifier' ? node : node.property)
  const declared = symbol && oracle.declarationsOf(symbol)[0]
  const fn = declared?.kind === 'project' ? functionIn(declared.node) : undefined
  if (!fn || fn.params.length > 2 || fn.params.some(({ type }) => type === 'RestElement')) return undefined
  const taken = [...namesIn(array), ...namesIn(node)]
  const names = fn.params.map((parameter, index) => {
    const name = parameter.type === 'Identifier' ? parameter.name : index === 0 ? 'item' : 'index'
    return taken.includes(name) ? `${name}${index + 1}` : name
  })
  return { kind: 'named', node, parameters: names.length === 0 ? ['item'] : names }
}

function functionIn(declaration: TSESTree.Node): FunctionNode | undefined {
  if (isFunctionNode(declaration)) return declaration
  const value = 'init' in declaration ? declaration.init : 'value' in declaration ? declaration.value : undefined
  const node = value && typeof value === 'object' && 'type' in value ? innermostExpression(value) : undefined
  return isFunctionNode(node) ? node : undefined
}

function targetOf(
  { oracle, sources }: PropagationContext,
  call: TSESTree.CallExpression,
  statement: LoopCallback['statement'],
  method: string,
  run: LoopCallback['callback'],
): LoopTarget | undefined {
  if (statement.type === 'ExpressionStatement' && statement.expression === call) return { kind: 'none' }
  if (method === 'forEach') return undefined
  const isTyped = /tsx?$/.test(sources.unitAt(call).fileName)
  const type = isTyped ? oracle.typeTextAt(call) : undefined
  if (isTyped && type === undefined) return undefined
  const declarator = outermostWrapper(call).parent
  const inside = [...namesIn(run.node), ...(run.kind === 'named' ? run.parameters : [])]
  if (declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' && declarator.init === call) {
    const { id } = declarator
    if (!inside.includes(id.name)) return { kind: 'declared', id, type }
  }
  return { kind: 'fresh', type }
}
