import type { TSESTree } from '@typescript-eslint/types'
import { calleeSearch } from '../../calls/callee-search.ts'
import { knownCallees } from '../../calls/known-callees.ts'
import { knownGetters } from '../../calls/known-getters.ts'
import type { ProfiledOperation } from '../../profiles/profile-index.ts'
import { isInAsyncBody } from '../../syntax/is-in-async-body.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { walkRunning } from '../../syntax/running-nodes.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { oncePerContext } from '../../types/once-per-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { operationAt, type Site } from './find-queries.ts'
import { isChosenBesideTwin } from './is-chosen-beside-twin.ts'
import { isPartOfTwin } from './is-part-of-twin.ts'
import { isRelationLoaded } from './is-relation-loaded.ts'
import { oncePerUnit } from './once-per-unit.ts'
import { allSitesByNode } from './sites-by-node.ts'

/**
 * A call, or a read of a lazy relation or of a getter, that blocks the event loop in an async function, where an
 * asynchronous twin would not. Only the nearest function counts. Iterations have a pass of their own.
 */
export interface BlockingCall {
  readonly node: TSESTree.CallExpression | TSESTree.MemberExpression
  /** What blocks: the call itself, or a query of the last function that the call goes through. */
  readonly site: Site
  /** The functions from the call to the query, the called one first; empty where the call is the query. */
  readonly through: readonly FunctionNode[]
}

/** `strict` has the calls, too, for which their library has nothing else, and those of libraries that people mean to block. */
export type BlockingMode = 'recommended' | 'strict'

export function findBlockingCalls(
  context: AnalysisContext,
  unit: SourceUnit,
  mode: BlockingMode = 'recommended',
): readonly BlockingCall[] {
  return PASSES[mode](context, unit)
}

const PASSES = { recommended: passOf('recommended'), strict: passOf('strict') }

function passOf(mode: BlockingMode) {
  /** True where some row can be reported: else nothing can be found, and no call need be followed. */
  const hasReportable = oncePerContext(({ profiles }) =>
    profiles.profiles.some((profile) =>
      [...Object.values(profile.types), profile.functions].some((rows) =>
        Object.values(rows).some((operation) => isReportable({ profile, operation }, mode)),
      ),
    ),
  )
  const search = searchIn(mode)

  return oncePerUnit((context, unit): BlockingCall[] => {
    if (!hasReportable(context)) return []
    const sites = allSitesByNode(context, unit)
    const found: BlockingCall[] = []
    walk(unit.ast, (node) => {
      if ((node.type !== 'CallExpression' && node.type !== 'MemberExpression') || !isInAsyncBody(node)) return
      const own = sites.get(node)
      if (own) {
        const site = own.find((one) => one.kind !== 'iteration')
        if (site && isAvoidable(context, site, mode) && !isMeant(context, site)) found.push({ node, site, through: [] })
        return
      }
      const blocking = search(context, calleesOf(context, node))
      if (blocking) found.push({ node, site: blocking.found, through: blocking.path })
    })
    return found
  })
}

/** A `by-type` operation with a twin blocks because of the driver: nothing on the same driver waits in another way. */
function isReportable({ profile, operation }: Pick<ProfiledOperation, 'profile' | 'operation'>, mode: BlockingMode) {
  const { does, waits, twin, deferred } = operation
  if (deferred || (mode === 'recommended' && profile.blocks === 'strict')) return false
  if (twin === null) return mode === 'strict' && waits !== 'async'
  return waits === 'blocking' && (does === 'iterate' || typeof twin === 'string')
}

function isAvoidable({ oracle }: AnalysisContext, site: Site, mode: BlockingMode): boolean {
  if (site.mode !== 'blocking' || !isReportable(site, mode)) return false
  if (site.kind === 'iteration' || site.operation.twin === null) return true
  return site.node.type !== 'TaggedTemplateExpression' && oracle.hasTwin(site.node, site.operation)
}

/** True where nothing is to be done: what is read is there, or somebody has weighed the twin. */
function isMeant(context: AnalysisContext, { kind, node, operation }: Site): boolean {
  if (kind === 'property') return isRelationLoaded(context, node)
  const { twin } = operation
  return typeof twin === 'string' && (isPartOfTwin(context, node, twin) || isChosenBesideTwin(node, twin))
}

/**
 * The first query of a function's own that blocks before it returns, and the functions that it calls before that. An async
 * function or generator is asked to wait by rules of its own, in its own body.
 */
function searchIn(mode: BlockingMode) {
  return calleeSearch<Site>((context, fn) => {
    if (fn.async || fn.generator) return { found: undefined, callees: [] }
    const sites = allSitesByNode(context, context.sources.unitAt(fn))
    const callees = new Set<FunctionNode>()
    let blocking: Site | undefined
    walkRunning(fn, (node) => {
      // Whether a relation is loaded is the caller's business.
      blocking ??= sites.get(node)?.find((site) => site.kind !== 'property' && isAvoidable(context, site, mode))
      if (node.type === 'CallExpression' || node.type === 'MemberExpression')
        for (const callee of calleesOf(context, node)) callees.add(callee)
    })
    return { found: blocking, callees: [...callees] }
  })
}

/** The functions and getters of the project that an expression runs. */
function calleesOf(context: AnalysisContext, node: TSESTree.CallExpression | TSESTree.MemberExpression) {
  if (node.type === 'MemberExpression') return knownGetters(context, node)
  return operationAt(context, innermostExpression(node.callee)) ? [] : knownCallees(context, node)
}
