import type { TSESTree } from '@typescript-eslint/types'
import { projectCallees } from '../calls/project-callees.ts'
import { isInAsyncBody } from '../syntax/is-in-async-body.ts'
import { functionName } from '../syntax/function-name.ts'
import { enclosingFunction, type FunctionNode } from '../syntax/function-node.ts'
import { walkRunning } from '../syntax/running-nodes.ts'
import { staticName } from '../syntax/static-name.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { walk } from '../syntax/walk.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { findQueries, operationAt, type Site } from './find-queries.ts'
import { oncePerUnit } from './once-per-unit.ts'

/**
 * A call, or a read of a lazy relation, that blocks the event loop in an async function, where an asynchronous twin would
 * not. Only the nearest function counts. Iterations have a pass of their own, and an operation without a twin can't be
 * anything but blocking.
 */
export interface BlockingCall {
  readonly node: TSESTree.CallExpression | TSESTree.MemberExpression
  /** What blocks: the call itself, or a query of the last function that the call goes through. */
  readonly site: Site
  /** The functions from the call to the query, the called one first; empty where the call is the query. */
  readonly through: readonly FunctionNode[]
}

export const findBlockingCalls = oncePerUnit((context, unit): BlockingCall[] => {
  const sites = new Map<TSESTree.Node, Site>(findQueries(context, unit).map((site) => [site.node, site]))
  const found: BlockingCall[] = []
  walk(unit.ast, (node) => {
    if ((node.type !== 'CallExpression' && node.type !== 'MemberExpression') || !isInAsyncBody(node)) return
    const site = sites.get(node)
    if (site) {
      const isReported = site.kind === 'property' ? !isLoaded(context, node) : !isInTwin(site)
      if (isReported && site.kind !== 'iteration' && isAvoidable(context, site)) found.push({ node, site, through: [] })
    } else if (node.type === 'CallExpression' && !operationAt(context, innermostExpression(node.callee))) {
      const chain = chainThroughCall(context, node)
      if (chain) found.push({ node, ...chain })
    }
  })
  return found
})

/** A `by-type` operation blocks because of the driver: nothing on the same driver waits for it in another way. */
function isAvoidable({ oracle }: AnalysisContext, { kind, mode, node, operation: { twin, waits } }: Site): boolean {
  if (mode !== 'blocking') return false
  if (kind === 'iteration') return true
  return waits === 'blocking' && typeof twin === 'string' && oracle.hasTwin(node, twin)
}

/** True where the function around it asks for the relation by name: `selectRelated('user')`, `aload('user')`. */
function isLoaded(context: AnalysisContext, read: TSESTree.Node): boolean {
  const fn = enclosingFunction(read)
  const relation = read.type === 'MemberExpression' ? staticName(read) : undefined
  let loaded = false
  if (fn && relation !== undefined)
    walk(fn.body, (node) => {
      loaded ||=
        node.type === 'CallExpression' &&
        node.arguments.some((argument) => argument.type === 'Literal' && namesRelation(argument.value, relation)) &&
        operationAt(context, innermostExpression(node.callee)) !== undefined
    })
  return loaded
}

function namesRelation(argument: unknown, relation: string): boolean {
  return argument === relation || (typeof argument === 'string' && argument.startsWith(`${relation}__`))
}

/** An asynchronous half that is made of the blocking one is not helped by calling itself. */
function isInTwin({ node, operation }: Site): boolean {
  const fn = enclosingFunction(node)
  return fn !== undefined && functionName(fn) === operation.twin
}

type Chain = Pick<BlockingCall, 'site' | 'through'>

const summaries = new WeakMap<AnalysisContext, Map<FunctionNode, Chain | undefined>>()

/** How a call of the function comes to block: by a query of its own before one of the functions that it calls. */
function blockingChain(context: AnalysisContext, fn: FunctionNode): Chain | undefined {
  const known = summaries.get(context) ?? new Map<FunctionNode, Chain | undefined>()
  summaries.set(context, known)
  if (known.has(fn)) return known.get(fn)
  known.set(fn, undefined)
  const chain = fn.async || fn.generator ? undefined : (ownChain(context, fn) ?? chainThroughCalls(context, fn))
  known.set(fn, chain)
  return chain
}

function ownChain(context: AnalysisContext, fn: FunctionNode): Chain | undefined {
  const sites = new Map<TSESTree.Node, Site>(
    findQueries(context, context.sources.unitAt(fn)).map((site) => [site.node, site]),
  )
  let chain: Chain | undefined
  walkRunning(fn, (node) => {
    const site = sites.get(node)
    // Whether a relation is loaded is the caller's business.
    if (!chain && site && site.kind !== 'property' && isAvoidable(context, site)) chain = { site, through: [fn] }
  })
  return chain
}

function chainThroughCalls(context: AnalysisContext, fn: FunctionNode): Chain | undefined {
  let chain: Chain | undefined
  walkRunning(fn, (node) => {
    if (chain || node.type !== 'CallExpression' || operationAt(context, innermostExpression(node.callee))) return
    const further = chainThroughCall(context, node)
    if (further) chain = { site: further.site, through: [fn, ...further.through] }
  })
  return chain
}

function chainThroughCall(context: AnalysisContext, call: TSESTree.CallExpression): Chain | undefined {
  for (const fn of projectCallees(context, call)) {
    const chain = blockingChain(context, fn)
    if (chain) return chain
  }
  return undefined
}
