import type { TSESTree } from '@typescript-eslint/types'
import { calleeSearch } from '../../calls/callee-search.ts'
import { knownCallees } from '../../calls/known-callees.ts'
import { traceClient } from '../../calls/trace-client.ts'
import { chainCalls, chainRoot } from '../../syntax/chain.ts'
import { enclosingFunction, type FunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { clientsOfQuery } from '../effects/clients-of-query.ts'
import { operationAt, type QuerySite, type Site, type TransactionSite } from '../queries/find-queries.ts'
import { inferConsumption } from '../queries/infer-consumption.ts'
import { misusedQueries } from '../queries/misused-queries.ts'
import { oncePerUnit } from '../queries/once-per-unit.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'
import { walkRunningCode } from './running-code.ts'
import { isWithin, mentionsAny, transactionScopes, type TransactionScope } from './transaction-scopes.ts'

/** A query that runs while a transaction is open, on another connection than the transaction's. */
export interface OuterQuery {
  /** The query, or the call of a project function that comes to it. */
  readonly node: Site['node']
  /** The transaction that it is not part of. */
  readonly transaction: TransactionSite
  readonly site: QuerySite | TransactionSite
  /** The functions from the call to the query, the called one first; empty where the call is the query. */
  readonly through: readonly FunctionNode[]
}

export const findOuterQueries = oncePerUnit((context, unit): OuterQuery[] => {
  const found = new Map<TSESTree.Node, OuterQuery>()
  const misused = misusedQueries(context, unit)
  const scopes = transactionScopes(context, unit).filter(({ site }) => site.profile.client !== 'implicit')
  for (const scope of scopes)
    walkRunningCode(context, scope.callback, (node) => {
      if (node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') return
      const outer = misused.has(node) ? undefined : outerQueryAt(context, unit, scope, node)
      if (outer) found.set(node, { node, transaction: scope.site, ...outer })
    })
  return [...found.values()]
})

type Call = TSESTree.CallExpression | TSESTree.TaggedTemplateExpression
type Found = Pick<OuterQuery, 'site' | 'through'>

function outerQueryAt(
  context: AnalysisContext,
  unit: SourceUnit,
  scope: TransactionScope,
  node: Call,
): Found | undefined {
  const site = runningSite(context, unit, node)
  if (site) {
    const isOuter =
      isSameLibrary(site, scope.site) && !isOnClient(unit, scope, node) && isElsewhere(context, unit, scope, site)
    return isOuter ? { site, through: [] } : undefined
  }
  if (node.type !== 'CallExpression' || operationAt(context, innermostExpression(node.callee))) return undefined
  const callees = knownCallees(context, node).filter((fn) => !isWithin(fn, scope.callback))
  const reached = searchPool(context, callees)
  return reached && isSameLibrary(reached.found, scope.site)
    ? { site: reached.found, through: reached.path }
    : undefined
}

/** True for a query that could have joined the transaction. */
function isSameLibrary({ profile }: Site, { profile: other }: TransactionSite): boolean {
  return profile === other || profile.builtOn === other.name || other.builtOn === profile.name
}

/** A query of the file that is sent where it stands: a builder may be part of another query, and is not sent then. */
function runningSite(context: AnalysisContext, unit: SourceUnit, node: Call): QuerySite | TransactionSite | undefined {
  const site = sitesByNode(context, unit)
    .get(node)
    ?.find((one) => one.kind === 'call' || one.kind === 'transaction')
  if (site?.kind === 'transaction') return site
  if (site?.kind !== 'call') return undefined
  if (site.mode !== 'lazy') return site
  const { kind, by, ...rest } = inferConsumption(context, unit, node)
  const isSent =
    kind === 'resolved' || kind === 'iterated' || ('to' in rest && rest.to === 'caller' && enclosingFunction(by)?.async)
  return isSent ? site : undefined
}

/** True where the query's chain, or what a step of it is given, leads to the transaction's client. */
export function isOnClient(
  unit: SourceUnit,
  { clients }: Pick<TransactionScope, 'clients'>,
  node: TSESTree.Node,
): boolean {
  return mentionsAny(unit, node, clients)
}

/** True for a query on what the transaction was opened on, or on a connection that is traced to a pool. */
function isElsewhere(
  context: AnalysisContext,
  unit: SourceUnit,
  { site: transaction, callback }: TransactionScope,
  site: QuerySite | TransactionSite,
): boolean {
  if (site.profile.rowsJoin && isRow(unit, callback, site)) return false
  if (isOnPool(context, site)) return true
  if (site.profile.client === 'model') return false
  const opened = receiverPath(transaction.node)
  const receiver = receiverPath(site.node)
  if (!opened || !receiver || !opened.every((name, index) => receiver[index] === name)) return false
  return !isTransactionItself(context, transaction)
}

/** True for a query of a row that the callback has read, or was handed by something that it called. */
function isRow(unit: SourceUnit, callback: FunctionNode, { node }: Site): boolean {
  const root = chainRoot(node)
  const definition = root.type === 'Identifier' ? variableOf(unit.scopes, root)?.defs[0] : undefined
  if (!definition || !isWithin(definition.name, callback)) return false
  const init = definition.type === 'Variable' ? definition.node.init : undefined
  return !init || innermostExpression(init).type !== 'NewExpression'
}

/** The names that a chain starts with, up to its first call: `this`, `db` of `this.db.select().from(users)`. */
function receiverPath(node: Site['node']): readonly string[] | undefined {
  const [first] = chainCalls(node)
  const callee = first
    ? innermostExpression(first.callee)
    : node.type === 'TaggedTemplateExpression'
      ? innermostExpression(node.tag)
      : undefined
  if (callee?.type === 'Identifier') return [callee.name]
  return callee?.type === 'MemberExpression' ? namesOf(callee.object) : undefined
}

function namesOf(expression: TSESTree.Node): readonly string[] | undefined {
  const node = innermostExpression(expression)
  if (node.type === 'Identifier') return [node.name]
  if (node.type === 'ThisExpression') return ['this']
  const name = node.type === 'MemberExpression' ? staticName(node) : undefined
  const before = node.type === 'MemberExpression' ? namesOf(node.object) : undefined
  return name !== undefined && before ? [...before, name] : undefined
}

/** A savepoint's transaction and the one around it share their connection. */
function isTransactionItself(context: AnalysisContext, { node }: TransactionSite): boolean {
  const callee = innermostExpression(node.callee)
  if (callee.type !== 'MemberExpression') return false
  const body = enclosingFunction(node) ?? node
  return (
    traceClient(context, callee, body) === 'transaction' ||
    context.oracle.typesAt(callee.object).some(context.profiles.isConnectionType)
  )
}

/** True where a query's own connection is traced to a pool. */
function isOnPool(context: AnalysisContext, { node, profile, kind }: QuerySite | TransactionSite): boolean {
  if (node.type === 'MemberExpression' || (kind === 'transaction' && profile.client === 'model')) return false
  const clients = clientsOfQuery({ context, body: enclosingFunction(node) ?? node }, node, profile)
  return clients.length > 0 && clients.every((client) => client === 'pool')
}

/** The first query on a pool's connection that a function runs itself, and the functions that it calls before that. */
const searchPool = calleeSearch<QuerySite | TransactionSite>((context, fn) => {
  const unit = context.sources.unitAt(fn)
  const callees = new Set<FunctionNode>()
  let found: QuerySite | TransactionSite | undefined
  walkRunningCode(context, fn, (node) => {
    if (node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') return
    const site = runningSite(context, unit, node)
    if (site && isOnPool(context, site)) found ??= site
    if (!site && node.type === 'CallExpression' && !operationAt(context, innermostExpression(node.callee)))
      for (const callee of knownCallees(context, node)) callees.add(callee)
  })
  return { found, callees: [...callees] }
})
