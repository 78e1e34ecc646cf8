import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { elementCallbackOf, isLimiterModule, type Turns } from '../../profiles/element-callbacks.ts'
import { builtInOf } from '../../profiles/javascript.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { operationAt } from '../queries/find-queries.ts'
import { inferEffects } from '../effects/infer-effects.ts'
import { loopOfStatement } from './loop-of-statement.ts'

/**
 * What runs once for each element of a collection: a statement, or a call that takes a callback.
 *
 * The *body* is what runs again and again. An *element* is what one turn is about: the variables that hold it, or
 * `list[i]` in a loop that counts. `turns` says who waits for whom: `in-turn`, all `together`, or some of them
 * (`limited`).
 */
export interface Loop {
  readonly node: TSESTree.Node
  readonly body: TSESTree.Node
  readonly collection: TSESTree.Node
  /** Patterns that take the element. */
  readonly elements: readonly TSESTree.Node[]
  /** The name of the counter by which the body takes elements out of collections. */
  readonly counter: string | undefined
  /** True where elements are taken out of the collection by `shift` or `pop`. */
  readonly drains: boolean
  readonly turns: Turns
}

/** The loops that run a node once per turn, the innermost first, through callbacks that are run where they stand. */
export function loopsAround(context: AnalysisContext, node: TSESTree.Node): readonly Loop[] {
  const loops: Loop[] = []
  let isLimited = false
  const add = (loop: Loop | undefined) => {
    if (loop) loops.push(isLimited ? { ...loop, turns: 'limited' } : loop)
  }
  for (let at = node; at.parent; at = at.parent) {
    const parent: TSESTree.Node = at.parent
    if (parent.type === 'PropertyDefinition' || parent.type === 'StaticBlock') break
    if (!isFunctionNode(parent)) {
      add(loopOfStatement(parent, at))
      continue
    }
    const run = runOf(context, parent)
    if (!run) break
    add(run.loop)
    isLimited ||= run.isLimited
    at = run.call
  }
  return loops
}

/** The call that runs a callback as part of itself. */
interface Run {
  readonly call: TSESTree.CallExpression
  readonly loop: Loop | undefined
  readonly isLimited: boolean
}

function runOf(context: AnalysisContext, fn: FunctionNode): Run | undefined {
  const value = outermostWrapper(fn)
  const call = value.parent
  if (call?.type !== 'CallExpression') return undefined
  if (call.callee === value) return { call, loop: undefined, isLimited: false }
  const shape = elementsOfCall(context, call)
  if (shape && innermostExpression(shape.callback) === fn)
    return { call, loop: loopOfCall(call, shape, fn), isLimited: false }
  if (operationAt(context, innermostExpression(call.callee))) return undefined
  if (isLimiter(context, call.callee)) return { call, loop: undefined, isLimited: true }
  const index = call.arguments.findIndex((argument) => argument === value)
  const isRun = knownCallees(context, call).some((callee) =>
    inferEffects(context).ofFunction(callee).callsParameters.has(index),
  )
  return isRun ? { call, loop: undefined, isLimited: true } : undefined
}

function isLimiter({ oracle }: AnalysisContext, callee: TSESTree.Node): boolean {
  const node = innermostExpression(callee)
  const named = [...oracle.identitiesAt(node), ...(node.type === 'Identifier' ? oracle.typesAt(node) : [])]
  return named.some(({ module }) => isLimiterModule(module))
}

/** A call that runs a callback once per element. */
export interface ElementCall {
  readonly collection: TSESTree.Node
  readonly callback: TSESTree.Node
  /** Which parameter of the callback takes the element. */
  readonly parameter: number
  readonly turns: Turns
}

export function elementsOfCall(context: AnalysisContext, call: TSESTree.CallExpression): ElementCall | undefined {
  const callee = innermostExpression(call.callee)
  const [first, second] = call.arguments
  const name = callee.type === 'MemberExpression' ? staticName(callee) : undefined
  if (callee.type === 'MemberExpression' && name === 'from' && first && second && isArrayConstructor(callee.object))
    return { collection: first, callback: second, parameter: 0, turns: 'together' }
  if (callee.type === 'MemberExpression' && first && name !== undefined && METHODS.has(name) && takes(first))
    if (isContainersMethod(context, callee))
      return name.startsWith('reduce')
        ? { collection: callee.object, callback: first, parameter: 1, turns: 'in-turn' }
        : { collection: callee.object, callback: first, parameter: 0, turns: 'together' }
  if (call.arguments.length < 2) return undefined
  const row = context.oracle.identitiesAt(callee).flatMap((identity) => elementCallbackOf(identity) ?? [])[0]
  const [collection, callback] = row ? [call.arguments[row.collection], call.arguments[row.callback]] : []
  return row && collection && callback && { collection, callback, parameter: 0, turns: row.turns }
}

const METHODS = new Set([
  ...['map', 'flatMap', 'forEach', 'filter', 'some', 'every', 'reduce', 'reduceRight'],
  ...['find', 'findIndex', 'findLast', 'findLastIndex'],
])

/** A function, or what may stand for one. */
function takes({ type }: TSESTree.Node): boolean {
  return type.endsWith('FunctionExpression') || type === 'Identifier' || type === 'MemberExpression'
}

const isArrayConstructor = (node: TSESTree.Node) => node.type === 'Identifier' && node.name === 'Array'

/** A method of an array, map or set; or one of that name, of a value whose type tells nothing. */
function isContainersMethod(context: AnalysisContext, callee: TSESTree.MemberExpression): boolean {
  const { oracle } = context
  const identities = oracle.identitiesAt(callee)
  if (identities.length > 0) return identities.some((identity) => builtInOf(identity)?.runsCallbacks)
  return oracle.isUntyped(callee.object)
}

function loopOfCall(call: TSESTree.CallExpression, shape: ElementCall, fn: FunctionNode): Loop {
  const element = fn.params[shape.parameter]
  const counter = fn.params[shape.parameter + 1]
  return {
    node: call,
    body: fn.body,
    collection: shape.collection,
    elements: element ? [element] : [],
    counter: counter?.type === 'Identifier' ? counter.name : undefined,
    drains: false,
    turns: shape.turns,
  }
}
