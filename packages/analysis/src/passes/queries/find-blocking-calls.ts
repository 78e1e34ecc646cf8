import type { TSESTree } from '@typescript-eslint/types'
import { calleeSearch } from '../../calls/callee-search.ts'
import { knownCallees } from '../../calls/known-callees.ts'
import type { Operation } from '../../profiles/profile.ts'
import { isInAsyncBody } from '../../syntax/is-in-async-body.ts'
import { functionName } from '../../syntax/function-name.ts'
import { enclosingFunction, type FunctionNode } from '../../syntax/function-node.ts'
import { walkRunning } from '../../syntax/running-nodes.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { oncePerContext } from '../../types/once-per-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { findQueries, operationAt, type Site } from './find-queries.ts'
import { isRelationLoaded } from './is-relation-loaded.ts'
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
  if (!hasReplaceable(context)) return []
  const sites = sitesOf(context, unit)
  const found: BlockingCall[] = []
  walk(unit.ast, (node) => {
    if ((node.type !== 'CallExpression' && node.type !== 'MemberExpression') || !isInAsyncBody(node)) return
    const site = sites.get(node)
    if (site) {
      const isReported = site.kind === 'property' ? !isRelationLoaded(context, node) : !isInTwin(site)
      if (isReported && site.kind !== 'iteration' && isAvoidable(context, site)) found.push({ node, site, through: [] })
    } else if (node.type === 'CallExpression' && !operationAt(context, innermostExpression(node.callee))) {
      const chain = chainThroughCall(context, node)
      if (chain) found.push({ node, ...chain })
    }
  })
  return found
})

/** True where some row has something to replace it: else nothing can be found, and no call need be followed. */
const hasReplaceable = oncePerContext(({ profiles }) =>
  profiles.profiles
    .flatMap(({ types, functions }) => [...Object.values(types), functions])
    .some((rows) => Object.values(rows).some(isReplaceable)),
)

function isReplaceable({ does, waits, twin }: Operation): boolean {
  return waits === 'blocking' && (does === 'iterate' || typeof twin === 'string')
}

/** A `by-type` operation blocks because of the driver: nothing on the same driver waits for it in another way. */
function isAvoidable({ oracle }: AnalysisContext, { kind, mode, node, operation }: Site): boolean {
  if (mode !== 'blocking' || !isReplaceable(operation)) return false
  if (kind === 'iteration') return true
  return node.type !== 'TaggedTemplateExpression' && oracle.hasTwin(node, operation)
}

/** An asynchronous half that is made of the blocking one is not helped by calling itself. */
function isInTwin({ node, operation }: Site): boolean {
  const fn = enclosingFunction(node)
  return fn !== undefined && functionName(fn) === operation.twin
}

type Chain = Pick<BlockingCall, 'site' | 'through'>

/** How a call comes to block, by the fewest functions. */
function chainThroughCall(context: AnalysisContext, call: TSESTree.CallExpression): Chain | undefined {
  const blocking = searchBlocking(context, knownCallees(context, call))
  return blocking && { site: blocking.found, through: blocking.path }
}

/**
 * The first query of a function's own that blocks before it returns, and the functions that it calls before that. An async
 * function or generator is asked to wait by rules of its own, in its own body.
 */
const searchBlocking = calleeSearch<Site>((context, fn) => {
  if (fn.async || fn.generator) return { found: undefined, callees: [] }
  const sites = sitesOf(context, context.sources.unitAt(fn))
  const callees = new Set<FunctionNode>()
  let blocking: Site | undefined
  walkRunning(fn, (node) => {
    const site = sites.get(node)
    // Whether a relation is loaded is the caller's business.
    if (site && site.kind !== 'property' && isAvoidable(context, site)) blocking ??= site
    if (node.type === 'CallExpression' && !operationAt(context, innermostExpression(node.callee)))
      for (const callee of knownCallees(context, node)) callees.add(callee)
  })
  return { found: blocking, callees: [...callees] }
})

function sitesOf(context: AnalysisContext, unit: SourceUnit): ReadonlyMap<TSESTree.Node, Site> {
  return new Map(findQueries(context, unit).map((site) => [site.node, site]))
}
