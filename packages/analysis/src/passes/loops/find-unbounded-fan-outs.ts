import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { referencesOf, variableOf } from '../../syntax/references-of.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { operationAt } from '../queries/find-queries.ts'
import { isOneOff, isTestFile } from '../queries/is-test-file.ts'
import { changesHeldQuery } from '../queries/mode-of-query.ts'
import { misusedQueries } from '../queries/misused-queries.ts'
import { oncePerUnit } from '../queries/once-per-unit.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'
import { misplacedQueries } from '../transactions/misplaced-queries.ts'
import { isInsideTransaction } from '../transactions/reached-from-transaction.ts'
import { loopsAround, type Loop } from './find-loops.ts'
import { findQueriesInLoops } from './find-queries-in-loops.ts'
import { isBounded } from './is-bounded.ts'
import { isPerTurnQuery } from './is-replaceable.ts'
import { sendsAtOnce } from './sends-at-once.ts'

/**
 * A query that is sent for all elements of a collection at once, however many there are: those that find no connection
 * wait, and everybody else with them. Where one query could stand for all of them, that is said instead. Collections
 * that are few, parts of collections, and whatever keeps a limit are left out, as is what shares one connection.
 */
export interface UnboundedFanOut {
  readonly node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression
  readonly loop: Loop
}

export const findUnboundedFanOuts = oncePerUnit((context, unit): UnboundedFanOut[] => {
  if (isTestFile(context, unit.fileName) || isOneOff(context, unit.fileName)) return []
  const reported = new Set(findQueriesInLoops(context, unit).map(({ loop }) => loop.node))
  const owned = new Set([...misusedQueries(context, unit), ...misplacedQueries(context, unit)])
  const found: UnboundedFanOut[] = []
  walk(unit.ast, (node) => {
    if ((node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') || owned.has(node)) return
    const loop = loopsAround(context, node)[0]
    if (loop?.turns !== 'together' || reported.has(loop.node) || owned.has(loop.node)) return
    if (!isSent(context, unit, node)) return
    if (isInsideTransaction(context, node) || waitsForRoom(loop) || isPart(context, unit, loop)) return
    reported.add(loop.node)
    found.push({ node, loop })
  })
  return found
})

/** True for a call that sends a query and returns before the answer has come. */
function isSent(context: AnalysisContext, unit: SourceUnit, node: UnboundedFanOut['node']): boolean {
  const sites = sitesByNode(context, unit).get(node)
  const site = sites?.find(({ kind }) => kind === 'call' || kind === 'transaction')
  if (site?.kind === 'transaction') return site.mode === 'eager'
  if (site?.kind === 'call')
    return site.mode !== 'blocking' && !site.operation.batches && isPerTurnQuery(context, unit, site)
  if (node.type !== 'CallExpression' || operationAt(context, innermostExpression(node.callee))) return false
  return context.oracle.isThenable(node) && !changesHeldQuery(context, node) && sendsAtOnce(context, node)
}

/** True where each turn asks for a place before it goes on: `await semaphore.acquire()`. */
function waitsForRoom({ body }: Loop): boolean {
  let waits = false
  walk(body, (node) => {
    const callee = node.type === 'AwaitExpression' && node.argument.type === 'CallExpression' && node.argument.callee
    if (callee && callee.type === 'MemberExpression') waits ||= /^(?:acquire|lock|wait)/.test(staticName(callee) ?? '')
  })
  return waits
}

/** True for few elements, and for a part that a loop or a cut has taken out of a collection. */
function isPart(context: AnalysisContext, unit: SourceUnit, { collection }: Loop): boolean {
  return isBounded(context, collection) || isTakenOut(unit, collection, new Set())
}

/** A parameter is a part where every call of a function of this file hands over one. */
function isTakenOut(unit: SourceUnit, collection: TSESTree.Node, seen: Set<TSESTree.Node>): boolean {
  const node = innermostExpression(collection)
  if (isCut(node)) return true
  const [definition] = (node.type === 'Identifier' && variableOf(unit.scopes, node)?.defs) || []
  if (!definition || seen.has(definition.node)) return false
  seen.add(definition.node)
  if (definition.type === 'Parameter') {
    const fn = definition.node
    const given = isFunctionNode(fn) && argumentsFor(unit, fn, fn.params.indexOf(definition.name))
    return given !== undefined && given !== false && given.every((argument) => isTakenOut(unit, argument, seen))
  }
  if (definition.node.type !== 'VariableDeclarator') return false
  if (/^For(?:Of|In)Statement$/.test(definition.node.parent.parent.type)) return true
  return definition.node.init !== null && isTakenOut(unit, definition.node.init, seen)
}

/** What the calls of a function hand over for a parameter, if this file sees them all. */
function argumentsFor(unit: SourceUnit, fn: FunctionNode, index: number): readonly TSESTree.Node[] | undefined {
  if (fn.type !== 'FunctionDeclaration' || !fn.id || /^Export/.test(fn.parent.type)) return undefined
  const calls = referencesOf(unit.scopes, fn.id).map(({ identifier }) => callByReference(identifier))
  const given = calls.map((call) => call?.arguments[index])
  return calls.length > 0 && given.every((argument) => argument !== undefined) ? given : undefined
}

function isCut(node: TSESTree.Node): boolean {
  const callee = node.type === 'CallExpression' ? innermostExpression(node.callee) : undefined
  return (
    node.type === 'CallExpression' &&
    callee?.type === 'MemberExpression' &&
    /^(?:slice|splice)$/.test(staticName(callee) ?? '') &&
    node.arguments.length > 1
  )
}
