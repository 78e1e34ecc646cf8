import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { programSpells } from '../../calls/program-spells.ts'
import { chainRoot } from '../../syntax/chain.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { findQueries, type TransactionSite } from '../queries/find-queries.ts'
import { oncePerUnit } from '../queries/once-per-unit.ts'

/**
 * The callbacks of asynchronous transactions that hand out a client, and the variables by which their queries are on it.
 *
 * A variable *leads to* a client if it is the callback's parameter, or holds what was made with one that does and is not a
 * result: `const users = manager.getRepository(User)`, `const options = { transaction }`.
 */
export interface TransactionScope {
  readonly site: TransactionSite
  readonly callback: FunctionNode
  /** The variables that lead to its client, or to that of a transaction around it. */
  readonly clients: ReadonlySet<Variable>
}

export const transactionScopes = oncePerUnit((context, unit): TransactionScope[] => {
  const scopes: TransactionScope[] = []
  for (const site of findQueries(context, unit)) {
    if (site.kind !== 'transaction' || !handsOutClient(context, site)) continue
    const callback = callbackOf(context, unit, site.node)
    if (!callback) continue
    const outer = scopes.filter((scope) => isWithin(callback, scope.callback)).flatMap(({ clients }) => [...clients])
    const own = clientVariables(context, unit, site, callback)
    if (own.length > 0) scopes.push({ site, callback, clients: leadingTo(unit, callback, [...outer, ...own]) })
  }
  return scopes
})

/** False where queries find their transaction by themselves. */
function handsOutClient(context: AnalysisContext, site: TransactionSite): boolean {
  const { client, implicitBy } = site.profile
  if (client === 'ambient' || site.mode === 'blocking') return false
  return implicitBy === undefined || !programSpells(context)(implicitBy)
}

/** The callback, where it stands in the file of the call. */
function callbackOf(
  context: AnalysisContext,
  unit: SourceUnit,
  call: TSESTree.CallExpression,
): FunctionNode | undefined {
  for (const argument of call.arguments) {
    const node = innermostExpression(argument)
    if (isFunctionNode(node)) return node
    if (node.type !== 'Identifier') continue
    const [fn] = knownCallees(context, { callee: node })
    if (fn && context.sources.unitAt(fn) === unit) return fn
  }
  return undefined
}

function clientVariables(
  context: AnalysisContext,
  unit: SourceUnit,
  { node, operation }: TransactionSite,
  callback: FunctionNode,
): Variable[] {
  const parameters = callback.params.filter(
    (_, index) => operation.clientParameter === 'every' || operation.clientParameter === index,
  )
  const names = unit.scopes
    .getDeclaredVariables(callback)
    .filter(({ defs }) => defs.some((one) => parameters.some((parameter) => isWithin(one.name, parameter))))
  // A session is the client itself, whether its callback takes it or not.
  const callee = innermostExpression(node.callee)
  const receiver = callee.type === 'MemberExpression' ? innermostExpression(callee.object) : undefined
  if (receiver?.type !== 'Identifier' || !context.oracle.typesAt(receiver).some(context.profiles.isConnectionType))
    return names
  return [...names, variableOf(unit.scopes, receiver) ?? []].flat()
}

/** The variables, and those that are made of them in the callback. */
function leadingTo(unit: SourceUnit, callback: FunctionNode, clients: readonly Variable[]): ReadonlySet<Variable> {
  const leading = new Set(clients)
  walk(callback.body, (node) => {
    if (node.type !== 'VariableDeclarator' || !node.init || isResult(node.init)) return
    if (!mentionsAny(unit, node.init, leading)) return
    for (const variable of unit.scopes.getDeclaredVariables(node)) leading.add(variable)
  })
  return leading
}

/** What is awaited is a result; a function is looked into where it is called. */
function isResult(init: TSESTree.Expression): boolean {
  const value = innermostExpression(init)
  return isFunctionNode(value) || chainRoot(value).type === 'AwaitExpression'
}

/** True where an expression names one of the variables outside of functions that it makes. */
export function mentionsAny(unit: SourceUnit, expression: TSESTree.Node, variables: ReadonlySet<Variable>): boolean {
  return mentioned(unit, expression).some((variable) => variables.has(variable))
}

/** The variables that an expression names outside of functions that it makes. */
export function mentioned(unit: SourceUnit, expression: TSESTree.Node): Variable[] {
  const found = new Set<Variable>()
  walk(expression, (node) => {
    if (isFunctionNode(node)) return 'skip'
    if (node.type !== 'Identifier' || isMemberName(node)) return undefined
    const variable = variableOf(unit.scopes, node)
    if (variable) found.add(variable)
    return undefined
  })
  return [...found]
}

function isMemberName(name: TSESTree.Identifier): boolean {
  const { parent } = name
  if (parent.type === 'MemberExpression') return parent.property === name && !parent.computed
  return parent.type === 'Property' && parent.key === name && !parent.computed && !parent.shorthand
}

export function isWithin(inner: TSESTree.Node, outer: TSESTree.Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1]
}
