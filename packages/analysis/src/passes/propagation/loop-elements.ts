import type { TSESTree } from '@typescript-eslint/types'
import { variableOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import { arrayCallbackOf, type Gives } from '../../profiles/array-callbacks.ts'
import type { PropagationContext } from './expansion.ts'

/** What a call runs its callback over, and what it answers. */
export interface LoopElements {
  readonly gives: Gives
  readonly order: 'forward' | 'backward'
  /** The array, or the container that stands for one. */
  readonly node: TSESTree.Expression
  /** `length`: an object that has a length and no elements, as `Array.from` takes. */
  readonly container: 'array' | 'map' | 'set' | 'iterable' | 'length' | 'generator'
  /** True where the callback appends to the array: what is appended is not visited. */
  readonly grows: boolean
  /** True where nothing runs if there is no array: `ids?.forEach(…)`. */
  readonly mayBeMissing: boolean
}

/** Undefined for a call that a loop can't stand for. */
export function loopElements(
  context: PropagationContext,
  call: TSESTree.CallExpression,
  callback: TSESTree.Node,
): LoopElements | undefined {
  const { callee } = call
  if (callee.type !== 'MemberExpression' || call.optional) return undefined
  const [first, second] = call.arguments
  if (isArrayFrom(context, callee)) {
    if (!first || first.type === 'SpreadElement' || !second || innermostExpression(second) !== callback)
      return undefined
    const container = fromContainer(context, first)
    return call.arguments.length === 2 && container
      ? { gives: 'answers', order: 'forward', node: first, container, grows: false, mayBeMissing: false }
      : undefined
  }
  const row = arrayCallbackOf(staticName(callee))
  const container = row && containerOf(context, callee, row.gives)
  const taken = row?.gives === 'reduced' ? 2 : 1
  if (!row || !container || call.arguments.length !== taken || !first || innermostExpression(first) !== callback)
    return undefined
  const changes = container === 'array' ? changesIn(callback, callee.object) : 'none'
  const mayBeMissing = isOptional(callee)
  if (changes === 'others' || (mayBeMissing && row.gives !== 'nothing') || isSparse(context, callee.object))
    return undefined
  return { ...row, node: callee.object, container, grows: changes === 'appends', mayBeMissing }
}

export function isArrayFrom({ oracle }: PropagationContext, callee: TSESTree.Node): boolean {
  return (
    callee.type === 'MemberExpression' &&
    staticName(callee) === 'from' &&
    oracle.identitiesAt(callee).some(({ type }) => type === 'ArrayConstructor')
  )
}

function fromContainer({ oracle }: PropagationContext, argument: TSESTree.Node): LoopElements['container'] | undefined {
  if (oracle.isArray(argument)) return 'array'
  if (oracle.protocolAt(argument, '[Symbol.iterator]').length > 0) return 'iterable'
  const node = innermostExpression(argument)
  const [only, ...others] = node.type === 'ObjectExpression' ? node.properties : []
  return only?.type === 'Property' && staticName(only) === 'length' && others.length === 0 ? 'length' : undefined
}

function containerOf(
  { oracle }: PropagationContext,
  callee: TSESTree.MemberExpression,
  gives: Gives,
): LoopElements['container'] | undefined {
  const types = oracle.identitiesAt(callee).map(({ type }) => type?.replace(/^Readonly/, ''))
  if (types.length > 0 && types.every((type) => type === 'Array')) return 'array'
  if (gives !== 'nothing' || types.length === 0) return undefined
  if (types.every((type) => type === 'Map')) return 'map'
  return types.every((type) => type === 'Set') ? 'set' : undefined
}

function isOptional(callee: TSESTree.MemberExpression): boolean {
  for (let at: TSESTree.Node = callee; ;) {
    if ((at.type === 'MemberExpression' || at.type === 'CallExpression') && at.optional) return true
    if (at.type === 'MemberExpression') at = at.object
    else if (at.type === 'CallExpression') at = at.callee
    else if (at.type === 'TSNonNullExpression') at = at.expression
    else return false
  }
}

/** True for one that is made with holes, which the methods skip and a loop does not. */
function isSparse({ sources }: PropagationContext, array: TSESTree.Expression): boolean {
  const node = innermostExpression(array)
  if (node.type === 'Identifier') {
    const [definition] = variableOf(sources.unitAt(node).scopes, node)?.defs ?? []
    const init = definition?.node.type === 'VariableDeclarator' ? definition.node.init : null
    return init !== null && isMadeSparse(innermostExpression(init))
  }
  return isMadeSparse(node)
}

function isMadeSparse(node: TSESTree.Node): boolean {
  const callee = node.type === 'NewExpression' || node.type === 'CallExpression' ? node.callee : undefined
  if (callee?.type === 'Identifier' && callee.name === 'Array') return true
  return node.type === 'ArrayExpression' && node.elements.includes(null)
}

const CHANGING = new Set(['pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'])

/** What a callback that is written here does to the array that it runs over: a loop sees what is appended. */
function changesIn(callback: TSESTree.Node, array: TSESTree.Expression): 'none' | 'appends' | 'others' {
  const names = wordsIn(array)
  let changes: 'none' | 'appends' | 'others' = 'none'
  walk(callback, (node) => {
    if (node.type !== 'MemberExpression' || !wordsIn(node.object).some((name) => names.includes(name))) return
    const { parent } = node
    const name = staticName(node) ?? ''
    const isCalled = parent.type === 'CallExpression' && parent.callee === node
    const isWritten = parent.type === 'AssignmentExpression' && parent.left === node
    if ((isWritten && (node.computed || name === 'length')) || (isCalled && CHANGING.has(name))) changes = 'others'
    else if (isCalled && name === 'push' && changes === 'none') changes = 'appends'
  })
  return changes
}

function wordsIn(node: TSESTree.Node): string[] {
  const words: string[] = []
  walk(node, (at) => {
    if (at.type === 'Identifier' || at.type === 'PrivateIdentifier') words.push(at.name)
  })
  return words
}

/** The names of variables in a piece of code, those of members and keys excluded. */
export function namesIn(node: TSESTree.Node): string[] {
  const names: string[] = []
  walk(node, (at) => {
    if (at.type === 'Identifier' && !(at !== node && isKey(at))) names.push(at.name)
  })
  return names
}

function isKey(name: TSESTree.Identifier): boolean {
  const { parent } = name
  if (parent.type === 'MemberExpression') return parent.property === name && !parent.computed
  return parent.type === 'Property' && parent.key === name && !parent.computed && !parent.shorthand
}
