import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { CONTAINER_METHODS } from './container-methods.ts'

/**
 * A place in memory that outlives a call of a function, as the function reads or writes it: a variable from outside, a
 * member of one or of `this`, or the elements of a list or map. `key` is the same for the same place.
 */
export interface StateAccess {
  readonly key: string
  readonly kind: 'read' | 'write'
  readonly node: TSESTree.Node
}

/** Functions inside are other tasks' business, except those that become loops in this one. */
export function sharedState(
  context: AnalysisContext,
  fn: FunctionNode,
  isLoopBody: (inner: FunctionNode) => boolean,
): StateAccess[] {
  const found: StateAccess[] = []
  walk(fn.body, (node) => {
    if (isFunctionNode(node) && !isLoopBody(node)) return 'skip'
    const root = rootOf(context, fn, node)
    if (root !== undefined) found.push(...accessesAt(context, node, root))
    return undefined
  })
  return found
}

/** How a place that begins here is called; undefined for locals, imports and names of members. */
function rootOf({ sources }: AnalysisContext, fn: FunctionNode, node: TSESTree.Node): string | undefined {
  if (node.type === 'ThisExpression') return 'this'
  if (node.type !== 'Identifier' || isMemberName(node)) return undefined
  const variable = variableOf(sources.unitAt(node).scopes, node)
  const block = variable?.defs.length ? variable.scope.block : undefined
  if (!variable || !block || (block.range[0] >= fn.range[0] && block.range[1] <= fn.range[1])) return undefined
  return `${node.name}@${variable.defs[0]?.name.range[0] ?? 0}`
}

function isMemberName(name: TSESTree.Identifier): boolean {
  const { parent } = name
  if (parent.type === 'MemberExpression') return parent.property === name && !parent.computed
  return 'key' in parent && parent.key === name && !('shorthand' in parent && parent.shorthand)
}

function accessesAt(context: AnalysisContext, from: TSESTree.Node, root: string): StateAccess[] {
  let key = root
  let node = outermostWrapper(from)
  for (;;) {
    const { parent } = node
    if (parent?.type !== 'MemberExpression' || parent.object !== node) break
    const name = staticName(parent)
    const call = outermostWrapper(parent).parent
    const isCalled = call?.type === 'CallExpression' && call.callee === outermostWrapper(parent)
    if (isCalled) return methodAccess(context, parent, call, key)
    if (name === 'length' || name === 'size') return [{ key: elementsOf(key), kind: 'read', node: parent }]
    key = name === undefined ? elementsOf(key) : `${key}.${name}`
    node = outermostWrapper(parent)
  }
  return key === 'this' ? [] : useOf(node, key)
}

const elementsOf = (key: string) => `${key}[]`

function methodAccess(
  { oracle }: AnalysisContext,
  callee: TSESTree.MemberExpression,
  call: TSESTree.CallExpression,
  key: string,
): StateAccess[] {
  const name = staticName(callee) ?? ''
  const isBuiltIn =
    name in CONTAINER_METHODS && oracle.identitiesAt(callee).some(({ module }) => module === 'typescript')
  if (!isBuiltIn) return []
  return [{ key: elementsOf(key), kind: CHANGING.has(name) ? 'write' : 'read', node: call }]
}

const CHANGING = new Set(['set', 'add', 'push', 'unshift', 'pop', 'shift', 'splice', 'delete', 'clear'])

/** `n += 1` reads and writes at once, and is a write here; `n += wait()` reads before it waits. */
function useOf(node: TSESTree.Node, key: string): StateAccess[] {
  const { parent } = node
  if (parent?.type === 'UpdateExpression' || (parent?.type === 'UnaryExpression' && parent.operator === 'delete'))
    return [{ key, kind: 'write', node: parent }]
  if (parent?.type !== 'AssignmentExpression' || parent.left !== node) return [{ key, kind: 'read', node }]
  const write: StateAccess = { key, kind: 'write', node: parent }
  return parent.operator === '=' ? [write] : [{ key, kind: 'read', node }, write]
}
