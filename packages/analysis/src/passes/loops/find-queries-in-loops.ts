import type { TSESTree } from '@typescript-eslint/types'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { findBlockingCalls } from '../queries/find-blocking-calls.ts'
import type { QuerySite } from '../queries/find-queries.ts'
import { findSyncIterations } from '../queries/find-sync-iterations.ts'
import { isRelationLoaded } from '../queries/is-relation-loaded.ts'
import { isOneOff, isTestFile } from '../queries/is-test-file.ts'
import { misusedQueries } from '../queries/misused-queries.ts'
import { oncePerUnit } from '../queries/once-per-unit.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'
import { findLostUpdates } from '../transactions/find-lost-updates.ts'
import { misplacedQueries } from '../transactions/misplaced-queries.ts'
import { isPerTurnQuery, isReplaceableRead, isReplaceableWrite } from './is-replaceable.ts'
import { comesAfterChange, findCalleeQuery, isRecursive } from './find-callee-query.ts'
import { elementsOfCall, loopsAround, type Loop } from './find-loops.ts'
import { isBounded } from './is-bounded.ts'
import { isSearch } from './is-search.ts'
import { isWork } from './is-work.ts'
import { derivedFromElement, growsItsCollection, isCarried, isRemembered } from './loop-elements.ts'

/**
 * A query that runs once for each element of a collection, and asks for something of that element: one query with all
 * keys would do, or the library's form for many rows.
 *
 * Left out are loops over few elements, loops that search, that walk a graph, that work through a list, or whose turns
 * depend on each other, chunks of keys, and what the library sends together by itself. A query that another rule reports is that rule's.
 */
export interface QueryInLoop {
  /** The query, the read of a relation, the call that comes to it, or the function that is handed to the loop. */
  readonly node: TSESTree.Node
  readonly loop: Loop
  readonly site: QuerySite
  /** The functions from the call to the query, the called one first; empty where the node is the query. */
  readonly through: readonly FunctionNode[]
}

export const findQueriesInLoops = oncePerUnit((context, unit): QueryInLoop[] => {
  if (isTestFile(context, unit.fileName)) return []
  const owned = ownedByOthers(context, unit)
  const sites = sitesByNode(context, unit)
  const found: QueryInLoop[] = []
  walk(unit.ast, (node) => {
    if (owned.has(node)) return
    const own = sites.get(node)
    const [site] = (own ?? []).filter((one): one is QuerySite => one.kind === 'call' || one.kind === 'property')
    if (site) found.push(...queryOfLoop(context, unit, site))
    else if (node.type === 'CallExpression' && !own) found.push(...callOfLoop(context, node))
  })
  return found
})

function ownedByOthers(context: AnalysisContext, unit: SourceUnit): ReadonlySet<TSESTree.Node> {
  return new Set([
    ...misusedQueries(context, unit),
    ...misplacedQueries(context, unit),
    ...findLostUpdates(context, unit).map(({ write }) => write.node),
    ...findBlockingCalls(context, unit).map(({ node }) => node),
    ...findSyncIterations(context, unit).map(({ node }) => node),
  ])
}

function queryOfLoop(context: AnalysisContext, unit: SourceUnit, site: QuerySite): QueryInLoop[] {
  const loops = loopsAround(context, site.node)
  if (loops.length === 0 || !isPerTurnQuery(context, unit, site)) return []
  if (site.kind === 'property' && isRelationLoaded(context, site.node)) return []
  const isWrite = site.operation.effect === 'write'
  if (isWrite && isOneOff(context, unit.fileName)) return []
  const loop = loops.find(
    (one) =>
      isOpen(context, one, site.node) &&
      !(site.operation.batches && one.turns !== 'in-turn') &&
      isReplaceableRead(context, derivedFromElement(context, one), site) &&
      (!isWrite || isReplaceableWrite(context, one, site)),
  )
  return loop && !isWork(context, loop) ? [{ node: site.node, loop, site, through: [] }] : []
}

/** A loop of any number of turns that don't depend on each other and are all taken. */
function isOpen(context: AnalysisContext, loop: Loop, query: TSESTree.Node): boolean {
  return (
    !isBounded(context, loop.collection) &&
    !growsItsCollection(context, loop) &&
    !isSearch(loop, query) &&
    !isCarried(context, loop, query) &&
    !isRemembered(loop, query)
  )
}

/** A call of a project function that comes to a query about what it is given. */
function callOfLoop(context: AnalysisContext, call: TSESTree.CallExpression): QueryInLoop[] {
  const handed = handedFunction(context, call)
  if (handed) return handed
  for (const loop of loopsAround(context, call)) {
    const { mentionsIn } = derivedFromElement(context, loop)
    if (mentionsIn(call).length === 0 || !isOpen(context, loop, call)) continue
    const query = findCalleeQuery(context, call, mentionsIn)
    if (!query || query.path.length > DEPTH || isRecursive(context, query.path[0], call)) return []
    if (isWork(context, loop) || (loop.turns === 'in-turn' && comesAfterChange(context, loop, call))) return []
    return [{ node: call, loop, site: query.found, through: query.path }]
  }
  return []
}

/** A query further away is one of many things that a call does. */
const DEPTH = 4

/** `ids.map(loadUser)`: the function is called with the element, though no call is written. */
function handedFunction(context: AnalysisContext, call: TSESTree.CallExpression): QueryInLoop[] | undefined {
  const shape = elementsOfCall(context, call)
  if (!shape || (shape.callback.type !== 'Identifier' && shape.callback.type !== 'MemberExpression')) return undefined
  const loop: Loop = {
    node: call,
    body: shape.callback,
    collection: shape.collection,
    elements: [],
    counter: undefined,
    drains: false,
    turns: shape.turns,
  }
  if (isBounded(context, loop.collection)) return []
  const query = findCalleeQuery(context, shape, () => [])
  if (!query || isRecursive(context, query.path[0], call)) return []
  return [{ node: shape.callback, loop, site: query.found, through: query.path }]
}
