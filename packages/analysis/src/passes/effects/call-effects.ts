import type { TSESTree } from '@typescript-eslint/types'
import { allCallees } from '../../calls/all-callees.ts'
import { constructedBodies } from '../../calls/constructed-bodies.ts'
import { traceClient } from '../../calls/trace-client.ts'
import { builtInOf, type BuiltInRow } from '../../profiles/javascript.ts'
import type { ProfiledOperation } from '../../profiles/profile-index.ts'
import type { Effect } from '../../profiles/profile.ts'
import { chainRoot } from '../../syntax/chain.ts'
import { enclosingFunction, isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { EffectCollector } from './collect-effects.ts'
import { clientsOfQuery } from './clients-of-query.ts'
import { fetchedOrigin } from './fetched-origin.ts'
import { isMutableQuery, operationAt, operationOfTag, type Site } from '../queries/find-queries.ts'
import { effectOfRawSql, readsWatermark } from '../queries/raw-sql-effect.ts'
import { addStoredList } from './stored-values.ts'

export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression

/** Adds what a call does: by a profile's row, a row of the language's own, or the bodies that it runs. */
export function addCallEffects(collector: EffectCollector, node: CallNode): void {
  const callee = calleeOf(node)
  const sites = collector.sitesAt(node).filter(({ kind }) => kind === 'call' || kind === 'transaction')
  const [site] = sites
  if (callee.type === 'Super') return
  if (site) return addSite(collector, node, site)
  const { context } = collector
  const profiled =
    operationAt(context, callee) ??
    (node.type === 'TaggedTemplateExpression' ? operationOfTag(context, node) : undefined)
  if (profiled) return addOperation(collector, node, profiled)
  if (isHandedByLibrary(collector, callee)) return
  if (runsCallbacks(context, callee)) return addCallbacks(collector, node)
  const rows = builtInRows(context, callee)
  if (rows) return rows.forEach((row) => addBuiltIn(collector, node, row))
  if (addFetch(collector, node, callee)) return
  addProjectCall(collector, node, callee)
}

const calleeOf = (node: CallNode): TSESTree.Node =>
  innermostExpression(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee)

const argumentsOf = (node: CallNode): readonly TSESTree.Node[] =>
  node.type === 'TaggedTemplateExpression' ? node.quasi.expressions : node.arguments

function addSite(collector: EffectCollector, node: CallNode, site: Site): void {
  const { operation, profile } = site
  const isTransaction = site.kind === 'transaction'
  const effect = isTransaction ? 'write' : effectOfQuery(collector.context, node, operation.effect)
  collector.add(node, {
    effect,
    throws: isTransaction ? 'domain' : operation.throws,
    queries: site.mode !== 'blocking',
    watermark: operation.watermark === true || readsWatermark(node),
    clients: new Set(clientsOfQuery(collector, node, profile)),
    gather: profile.gather,
    ...(effect === 'unknown' && { obstacle: { reason: 'unknown-effect', node } }),
  })
  if (isTransaction) addCallbacks(collector, node)
  const callee = calleeOf(node)
  if (operation.changes === 'receiver' && callee.type === 'MemberExpression') collector.changeContents(callee.object)
}

function effectOfQuery(context: AnalysisContext, node: CallNode, declared: Effect): Effect {
  const effect = declared === 'none' ? 'read' : declared
  return effectOfRawSql(context, node, effect)
}

/** A builder changes nothing by itself, and says what the query that comes of it does. */
function addOperation(collector: EffectCollector, node: CallNode, { operation, profile }: ProfiledOperation): void {
  if (operation.does === 'connect') return collector.unknown(node)
  if (profile.builders === 'mutable' && node.type === 'CallExpression') addBuilderChange(collector, node)
  collector.add(node, {
    effect: effectOfRawSql(collector.context, node, operation.effect),
    watermark: operation.watermark === true || readsWatermark(node),
    ...(operation.does === 'run' && { throws: operation.throws }),
    ...(operation.effect === 'unknown' && { obstacle: { reason: 'unknown-effect', node } }),
  })
}

/** A mutable builder in a variable is changed by every step that is called on it. */
function addBuilderChange(collector: EffectCollector, node: TSESTree.CallExpression): void {
  const callee = innermostExpression(node.callee)
  if (callee.type !== 'MemberExpression') return
  const root = chainRoot(callee.object)
  const isHeld = root.type === 'Identifier' && innermostExpression(callee.object) === root
  if (isHeld && isMutableQuery(collector.context, root)) collector.changeContents(root)
}

/** A function that only runs what it is given, and waits for it, does what that does. */
function runsCallbacks({ oracle, profiles }: AnalysisContext, callee: TSESTree.Node): boolean {
  return oracle
    .identitiesAt(callee)
    .some((identity) => identity.type === undefined && profiles.callbackOf(identity)?.result === 'awaited')
}

function builtInRows({ oracle }: AnalysisContext, callee: TSESTree.Node): readonly BuiltInRow[] | undefined {
  const identities = oracle.identitiesAt(callee)
  const rows = identities.map(builtInOf).filter((row) => row !== undefined)
  return rows.length > 0 && rows.length === identities.length ? [...new Set(rows)] : undefined
}

function addBuiltIn(collector: EffectCollector, node: CallNode, row: BuiltInRow): void {
  const callee = calleeOf(node)
  const given = argumentsOf(node)
  if (row.waits) return collector.unknown(node, 'waiting')
  if (row.effect === 'unknown') return collector.unknown(node)
  if (row.changes === 'receiver' && callee.type === 'MemberExpression') collector.changeContents(callee.object)
  if (row.changes === 'first-argument' && given[0]) collector.changeContents(given[0])
  if (row.runsCallbacks) addCallbacks(collector, node)
  if (row.combines) addStoredList(collector, given[0])
  else if (isStoredPromise(collector, node, callee)) return collector.unknown(node, 'waiting')
  const tellsTime = row.clock === 'reads' || (row.clock !== undefined && given.length === 0)
  collector.add(node, { effect: row.effect, clock: tellsTime, throws: row.mayThrow ? 'domain' : 'nothing' })
}

/** A promise that comes out of a container: `cache.get(id)`. */
function isStoredPromise({ context }: EffectCollector, node: CallNode, callee: TSESTree.Node): boolean {
  if (callee.type !== 'MemberExpression' || !context.oracle.isThenable(node)) return false
  const types = context.oracle.identitiesAt(callee).map(({ type }) => type ?? '')
  return types.some((type) => !/^(?:Promise|PromiseConstructor|Body|BodyMixin)$/.test(type))
}

/** The functions among a call's arguments run as part of it. */
function addCallbacks(collector: EffectCollector, node: CallNode): void {
  for (const argument of argumentsOf(node)) {
    const given = innermostExpression(argument)
    if (!isFunctionNode(given) && !isCallable(collector.context, given)) continue
    const callee = callbackFrom(collector, given)
    if (typeof callee === 'number') collector.add(node, { callsParameters: new Set([callee]) })
    else if (callee) collector.call({ node, targets: callee, clientAt: () => 'unknown', callbackAt: () => undefined })
    else if (!builtInRows(collector.context, given)?.every(({ effect, waits }) => effect === 'none' && !waits))
      collector.unknown(node)
  }
}

/** A value that may be a function: a name, or a member that is none of the language's own. */
function isCallable({ oracle }: AnalysisContext, node: TSESTree.Node): boolean {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression' && node.type !== 'CallExpression') return false
  return oracle.isCallable(node)
}

function callbackFrom(collector: EffectCollector, node: TSESTree.Node): readonly FunctionNode[] | number | undefined {
  return allCallees(collector.context, node) ?? parameterIndex(collector, node)
}

/** Which parameter of the body an expression is. */
function parameterIndex({ context, body }: EffectCollector, node: TSESTree.Node): number | undefined {
  if (node.type !== 'Identifier' || !isFunctionNode(body)) return undefined
  const variable = variableOf(context.sources.unitAt(node).scopes, node)
  const definition = variable?.defs[0]
  if (definition?.type !== 'Parameter' || variable?.references.some((reference) => reference.isWrite()))
    return undefined
  const index = body.params.findIndex((parameter) => parameter === definition.name)
  return index < 0 ? undefined : index
}

function addFetch(collector: EffectCollector, node: CallNode, callee: TSESTree.Node): boolean {
  if (node.type !== 'CallExpression' || callee.type !== 'Identifier' || callee.name !== 'fetch') return false
  const origin = fetchedOrigin(node)
  const isGlobal = !variableOf(collector.context.sources.unitAt(node).scopes, callee)?.defs.length
  if (origin === undefined || !isGlobal) return false
  collector.add(node, { effect: 'read', queries: true, throws: 'infrastructure', origins: new Set([origin]) })
  return true
}

function addProjectCall(collector: EffectCollector, node: CallNode, callee: TSESTree.Node): void {
  const { context, body } = collector
  const parameter = parameterIndex(collector, callee)
  if (parameter !== undefined) return collector.add(node, { callsParameters: new Set([parameter]) })
  if (isPromiseConstruction(node, callee)) return collector.unknown(node, 'waiting')
  const targets = node.type === 'NewExpression' ? constructedBodies(context, callee) : allCallees(context, callee)
  if (!targets) return collector.unknown(node)
  const given = argumentsOf(node)
  const isSpread = given.some(({ type }) => type === 'SpreadElement')
  collector.call({
    node,
    targets,
    clientAt: (index) => {
      const argument = isSpread ? undefined : given[index]
      return argument ? traceClient(context, argument, body) : 'unknown'
    },
    callbackAt: (index) => {
      const argument = isSpread ? undefined : given[index]
      return argument && callbackFrom(collector, innermostExpression(argument))
    },
  })
}

function isPromiseConstruction(node: CallNode, callee: TSESTree.Node): boolean {
  return node.type === 'NewExpression' && callee.type === 'Identifier' && callee.name === 'Promise'
}

/** True for a callback that a library builds a query with: `where: (users, { eq }) => eq(users.id, 1)`. */
export function isQueryCallback({ context }: EffectCollector, fn: FunctionNode): boolean {
  for (let at: TSESTree.Node = fn; at.parent; at = at.parent) {
    const parent: TSESTree.Node = at.parent
    if (parent.type === 'CallExpression' && parent.callee !== at) {
      const does = operationAt(context, innermostExpression(parent.callee))?.operation.does
      return does === 'build' || does === 'run'
    }
    if (parent.type !== 'Property' && parent.type !== 'ObjectExpression' && parent.type !== 'ArrayExpression')
      return false
  }
  return false
}

function isWithin(inner: TSESTree.Node, outer: TSESTree.Node): boolean {
  return inner !== outer && inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1]
}

/** True where a library's own function is called, which it handed to such a callback. */
function isHandedByLibrary(collector: EffectCollector, callee: TSESTree.Node): boolean {
  const root = chainRoot(callee)
  const fn = enclosingFunction(callee)
  if (root.type !== 'Identifier' || !fn || !isQueryCallback(collector, fn) || !isWithin(fn, collector.body))
    return false
  const definition = variableOf(collector.context.sources.unitAt(root).scopes, root)?.defs[0]
  return definition?.type === 'Parameter' && definition.node === fn
}
