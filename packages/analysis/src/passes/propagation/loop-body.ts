import type { TSESTree } from '@typescript-eslint/types'
import { isCaptured } from '../../flow/is-captured.ts'
import { completesNormally } from '../../flow/completes-normally.ts'
import { freeNames } from '../../syntax/free-names.ts'
import { enclosingFunction, isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { ownNodes } from '../../syntax/own-nodes.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { PropagationContext } from './expansion.ts'
import { namesIn, type LoopElements } from './loop-elements.ts'

/** A function that is written where it is handed over: its body becomes the loop's. */
export interface WrittenCallback {
  readonly kind: 'written'
  readonly node: FunctionNode
  readonly element: BoundParameter | undefined
  readonly index: BoundParameter | undefined
  readonly accumulator: BoundParameter | undefined
  /** Its `return`s, a last statement of its body excluded. */
  readonly earlyReturns: readonly EarlyReturn[]
  readonly roles: { readonly accumulator: string | undefined }
  /** True where nothing around has the name that `reduce` hands on, so that the loop may have a variable of that name. */
  readonly isAccumulatorFree: boolean
}

export interface BoundParameter {
  readonly node: TSESTree.Identifier | TSESTree.ObjectPattern | TSESTree.ArrayPattern
  /** A name that nothing assigns. */
  readonly isConstant: boolean
  /** True where a function that may run later uses it. */
  readonly isCaptured: boolean
  readonly isUsed: boolean
  /** True where its own type says more than that of the array's elements, which are `any`. */
  readonly isTyped: boolean
}

export interface EarlyReturn {
  readonly node: TSESTree.ReturnStatement
  /** What stands around it in the callback, and would take a `continue` or a `break` for its own. */
  readonly inside: 'nothing' | 'switch' | 'loop'
}

/** A function that is named: the loop calls it. */
export interface NamedCallback {
  readonly kind: 'named'
  readonly node: TSESTree.Expression
  readonly fn: FunctionNode
  /** Names for what it is handed, in order. */
  readonly parameters: readonly string[]
  readonly roles: { readonly accumulator: string | undefined }
}

export function loopBody(
  context: PropagationContext,
  elements: LoopElements,
  callback: TSESTree.Node,
): WrittenCallback | NamedCallback | undefined {
  return isFunctionNode(callback)
    ? writtenCallback(context, callback, elements)
    : namedCallback(context, callback as TSESTree.Expression, elements)
}

function writtenCallback(
  context: PropagationContext,
  node: FunctionNode,
  { gives, container, node: array }: LoopElements,
): WrittenCallback | undefined {
  const needsType =
    /tsx?$/.test(context.sources.unitAt(node).fileName) && context.oracle.typeTextAt(array) === undefined
  const bound = node.params.map((parameter) => boundParameter(context, parameter, needsType))
  const [accumulator, element, index, ...others] = gives === 'reduced' ? bound : [undefined, ...bound]
  if (others.length > 0 || bound.includes(undefined) || !isLoopBody(node) || !givesAnswers(node, gives))
    return undefined
  if (index && (container === 'set' || container === 'iterable')) return undefined
  if (gives === 'reduced' && !accumulator) return undefined
  const name = accumulator?.node.type === 'Identifier' ? accumulator.node.name : undefined
  const returns = ownNodes(node).filter((one) => one.type === 'ReturnStatement')
  const last = node.body.type === 'BlockStatement' ? node.body.body.at(-1) : undefined
  return {
    kind: 'written',
    node,
    element,
    index,
    accumulator,
    earlyReturns: returns.flatMap((one) => (one === last ? [] : [{ node: one, inside: around(one, node) }])),
    roles: { accumulator: name },
    isAccumulatorFree: name !== undefined && !isNamedAround(context, node, name),
  }
}

/** True where the function or module around a callback has a name beside it. */
function isNamedAround({ sources }: PropagationContext, callback: FunctionNode, name: string): boolean {
  let found = false
  walk(enclosingFunction(callback)?.body ?? sources.unitAt(callback).ast, (node) => {
    if (node === callback) return 'skip'
    if (node.type === 'Identifier' && node.name === name) found = true
    return undefined
  })
  return found
}

function boundParameter(
  { sources }: PropagationContext,
  node: TSESTree.Parameter,
  isTypedByItself: boolean,
): BoundParameter | undefined {
  if (node.type !== 'Identifier' && node.type !== 'ObjectPattern' && node.type !== 'ArrayPattern') return undefined
  const { scopes } = sources.unitAt(node)
  const variables = scopes
    .getDeclaredVariables(node.parent)
    .filter(({ identifiers }) =>
      identifiers.some(({ range }) => node.range[0] <= range[0] && range[1] <= node.range[1]),
    )
  return {
    node,
    isConstant: variables.every(({ references }) => references.every((one) => !one.isWrite() || one.init === true)),
    isCaptured: variables.some(isCaptured),
    isUsed: node.type !== 'Identifier' || variables.some(({ references }) => references.length > 0),
    isTyped: isTypedByItself && node.typeAnnotation !== undefined,
  }
}

/** True where moving the body into a loop changes the meaning of nothing in it. */
function isLoopBody(fn: FunctionNode): boolean {
  if (fn.generator || (fn.type === 'FunctionExpression' && (fn.id !== null || hasOwnThis(fn)))) return false
  return !ownNodes(fn).some((node) => node.type === 'VariableDeclaration' && node.kind === 'var')
}

/** True for a function that uses its own `this` or `arguments`. */
function hasOwnThis(fn: FunctionNode): boolean {
  let found = false
  walk(fn.body, (node) => {
    if (isFunctionNode(node) && node.type !== 'ArrowFunctionExpression') return 'skip'
    if (node.type === 'ThisExpression' || (node.type === 'Identifier' && node.name === 'arguments')) found = true
    return undefined
  })
  return found
}

/** True where the loop can tell what each run answers. A condition that answers nothing is false. */
function givesAnswers(fn: FunctionNode, gives: LoopElements['gives']): boolean {
  if (fn.body.type !== 'BlockStatement') return gives !== 'nothing' || isStatementLike(fn.body)
  if (gives === 'nothing')
    return ownNodes(fn).every((one) => one.type !== 'ReturnStatement' || !one.argument || isStatementLike(one.argument))
  const needsAnswer = gives === 'answers' || gives === 'flat-answers' || gives === 'reduced'
  return !needsAnswer || !completesNormally(fn.body)
}

/** True for an expression that means the same as a statement of its own. */
function isStatementLike(expression: TSESTree.Expression): boolean {
  let first: TSESTree.Node = expression
  for (let next = leftmost(first); next; next = leftmost(next)) first = next
  return !['ObjectExpression', 'FunctionExpression', 'ClassExpression', 'ObjectPattern'].includes(first.type)
}

function leftmost(node: TSESTree.Node): TSESTree.Node | undefined {
  switch (node.type) {
    case 'CallExpression':
      return node.callee
    case 'MemberExpression':
      return node.object
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return node.left
    case 'ConditionalExpression':
      return node.test
    case 'SequenceExpression':
      return node.expressions[0]
    case 'TaggedTemplateExpression':
      return node.tag
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return node.expression
    default:
      return undefined
  }
}

function around(node: TSESTree.Node, fn: FunctionNode): EarlyReturn['inside'] {
  let inside: EarlyReturn['inside'] = 'nothing'
  for (let at = node.parent; at && at !== fn; at = at.parent) {
    if (/^(For|While|DoWhile)/.test(at.type)) return 'loop'
    if (at.type === 'SwitchStatement') inside = 'switch'
  }
  return inside
}

function namedCallback(
  { oracle, sources }: PropagationContext,
  value: TSESTree.Expression,
  { gives, node: array }: LoopElements,
): NamedCallback | undefined {
  const node = withoutBinding(sources.textOf(sources.unitAt(value).fileName), value)
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return undefined
  const [symbol] = oracle.symbolsAt(node.type === 'Identifier' ? node : node.property)
  const declared = symbol && oracle.declarationsOf(symbol)[0]
  const fn = declared?.kind === 'project' ? functionIn(declared.node) : undefined
  const roles = gives === 'reduced' ? ['result', 'item', 'index'] : ['item', 'index']
  if (!fn || fn.params.length > roles.length || fn.params.some(({ type }) => type === 'RestElement')) return undefined
  // A method that is handed over without its object has no `this`; called by its name it would have one.
  if (node === value && node.type === 'MemberExpression' && hasOwnThis(fn)) return undefined
  if (fn.type !== 'ArrowFunctionExpression' && usesArguments(fn)) return undefined
  const taken = [...freeNames(sources.unitAt(array).scopes, array), ...namesIn(node)]
  const parameters = fn.params.map((parameter, position) => {
    const name = parameter.type === 'Identifier' ? parameter.name : (roles[position] ?? 'item')
    return taken.includes(name) ? `${name}${position + 1}` : name
  })
  const names = parameters.length === 0 ? [roles[0] ?? 'item'] : parameters
  return {
    kind: 'named',
    node,
    fn,
    parameters: names,
    roles: { accumulator: gives === 'reduced' ? names[0] : undefined },
  }
}

/** The method of `service.load.bind(service)`: to call it by its name does the same. */
function withoutBinding(text: string, value: TSESTree.Expression): TSESTree.Expression {
  const callee = value.type === 'CallExpression' ? value.callee : undefined
  if (value.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || staticName(callee) !== 'bind')
    return value
  const [bound, ...others] = value.arguments
  const method = innermostExpression(callee.object) as TSESTree.Expression
  if (method.type !== 'MemberExpression' || !bound || others.length > 0) return value
  const isSimple = method.object.type === 'Identifier' || method.object.type === 'ThisExpression'
  return isSimple && text.slice(...bound.range) === text.slice(...method.object.range) ? method : value
}

function usesArguments(fn: FunctionNode): boolean {
  return ownNodes(fn).some((node) => node.type === 'Identifier' && node.name === 'arguments')
}

function functionIn(declaration: TSESTree.Node): FunctionNode | undefined {
  if (isFunctionNode(declaration)) return declaration
  const value = 'init' in declaration ? declaration.init : 'value' in declaration ? declaration.value : undefined
  const node = value && typeof value === 'object' && 'type' in value ? innermostExpression(value) : undefined
  return isFunctionNode(node) ? node : undefined
}
