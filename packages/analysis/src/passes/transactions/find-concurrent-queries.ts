import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { chainRoot } from '../../syntax/chain.ts'
import { excerpt } from '../../syntax/excerpt.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { inferEffects } from '../effects/infer-effects.ts'
import { operationAt } from '../queries/find-queries.ts'
import { misusedQueries } from '../queries/misused-queries.ts'
import { oncePerUnit } from '../queries/once-per-unit.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'
import { findEarlyStarts } from './find-early-starts.ts'
import { walkRunningCode } from './running-code.ts'
import { mentioned, transactionScopes } from './transaction-scopes.ts'

/** Queries that are started together on one connection, which runs one at a time. */
export interface ConcurrentQueries {
  /** The call that combines them, or the query that is started while another is on its way. */
  readonly node: TSESTree.Node
  /** The first of them. */
  readonly first: TSESTree.Node
  /** All of them. */
  readonly queries: readonly TSESTree.Node[]
  /** The connection, as the program names it. */
  readonly client: string
  readonly kind: 'combined' | 'early'
}

/** A place where one connection is used: a query, or the call of a function that is handed it and queries. */
export interface ConnectionUse {
  readonly node: TSESTree.Node
  readonly client: string
  /** What tells this connection from others. */
  readonly key: Variable | string
}

export const findConcurrentQueries = oncePerUnit((context, unit): ConcurrentQueries[] => {
  const usesOf = usesIn(context, unit)
  const misused = misusedQueries(context, unit)
  const found: ConcurrentQueries[] = []
  walk(unit.ast, (node) => {
    if (node.type !== 'CallExpression' || !isCombinator(node)) return
    const uses = startedBy(unit, usesOf, node.arguments[0])
    const [doubled] = uses.filter(({ key }, index) => uses.findIndex((other) => other.key === key) < index)
    const first = doubled && uses.find(({ key }) => key === doubled.key)
    if (!first) return
    const queries = uses.map((use) => use.node)
    found.push({ node, first: first.node, queries, client: first.client, kind: 'combined' })
  })
  const combined = found.flatMap(({ queries }) => queries)
  for (const early of findEarlyStarts(context, unit, usesOf))
    if (!combined.includes(early.first) && !combined.includes(early.node)) found.push(early)
  return found.filter(({ first }) => !misused.has(first))
})

const COMBINATORS = new Set(['all', 'allSettled', 'race', 'any'])

function isCombinator({ callee }: TSESTree.CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    COMBINATORS.has(staticName(callee) ?? '')
  )
}

type UsesOf = (code: TSESTree.Node) => readonly ConnectionUse[]

/** The uses of connections in a list of promises, each connection once for each element; a list by callback counts twice. */
function startedBy(unit: SourceUnit, usesOf: UsesOf, list: TSESTree.Node | undefined): ConnectionUse[] {
  const node = list && innermostExpression(list)
  switch (node?.type) {
    case 'ArrayExpression':
      return node.elements.flatMap((element) => {
        if (!element) return []
        return element.type === 'SpreadElement'
          ? startedBy(unit, usesOf, element.argument)
          : startedByOne(unit, usesOf, element)
      })
    case 'CallExpression': {
      const method = innermostExpression(node.callee)
      const name = method.type === 'MemberExpression' ? staticName(method) : undefined
      if (name === 'concat' && method.type === 'MemberExpression')
        return [method.object, ...node.arguments].flatMap((part) => startedBy(unit, usesOf, part))
      const callback =
        name === 'map' || name === 'flatMap' ? node.arguments[0] : name === 'from' ? node.arguments[1] : undefined
      const fn = callback && innermostExpression(callback)
      return isFunctionNode(fn) ? twice(usesOf(fn)) : []
    }
    case 'Identifier':
      return startedByVariable(unit, usesOf, node)
    default:
      return []
  }
}

function startedByOne(unit: SourceUnit, usesOf: UsesOf, element: TSESTree.Node): ConnectionUse[] {
  const node = innermostExpression(element)
  const init = node.type === 'Identifier' ? valueOf(unit, node) : undefined
  return oncePerKey(usesOf(init ?? node))
}

/** A list in a variable: what it was made of, and what is pushed to it, in a loop any number of times. */
function startedByVariable(unit: SourceUnit, usesOf: UsesOf, name: TSESTree.Identifier): ConnectionUse[] {
  const init = valueOf(unit, name)
  const variable = variableOf(unit.scopes, name)
  const pushed = (variable?.references ?? []).flatMap(({ identifier }) => {
    const member = identifier.parent
    const call = member.parent
    if (member.type !== 'MemberExpression' || staticName(member) !== 'push' || call?.type !== 'CallExpression')
      return []
    const uses = call.arguments.flatMap((argument) =>
      argument.type === 'SpreadElement'
        ? startedBy(unit, usesOf, argument.argument)
        : startedByOne(unit, usesOf, argument),
    )
    return isRepeated(call, variable?.scope.block) ? twice(uses) : uses
  })
  return [...(init ? startedBy(unit, usesOf, init) : []), ...pushed]
}

function isRepeated(call: TSESTree.Node, scope: TSESTree.Node | undefined): boolean {
  for (let at = call.parent; at && at !== scope; at = at.parent)
    if (/^(?:For|While|DoWhile)\w*Statement$/.test(at.type) || isFunctionNode(at)) return true
  return false
}

function valueOf({ scopes }: SourceUnit, name: TSESTree.Identifier): TSESTree.Node | undefined {
  const definition = variableOf(scopes, name)?.defs[0]
  return definition?.type === 'Variable' && definition.node.id.type === 'Identifier'
    ? (definition.node.init ?? undefined)
    : undefined
}

function oncePerKey(uses: readonly ConnectionUse[]): ConnectionUse[] {
  return uses.filter(({ key }, index) => uses.findIndex((other) => other.key === key) === index)
}

function twice(uses: readonly ConnectionUse[]): ConnectionUse[] {
  return oncePerKey(uses).flatMap((use) => [use, use])
}

/** Answers the uses of connections in the code that runs where a node stands. */
function usesIn(context: AnalysisContext, unit: SourceUnit): UsesOf {
  const sites = sitesByNode(context, unit)
  const scopes = transactionScopes(context, unit)
  const clientIn = (expression: TSESTree.Node): Pick<ConnectionUse, 'client' | 'key'> | undefined => {
    for (const variable of mentioned(unit, expression)) {
      const scope = scopes.findLast(({ clients }) => clients.has(variable))
      if (scope) return scope.site.profile.pipelines ? undefined : named([...scope.clients][0] ?? variable)
    }
    return connectionIn(context, unit, expression)
  }
  const mayBe = scopes.length > 0 || context.profiles.hasConnectionTypes
  return (code) => {
    const uses: ConnectionUse[] = []
    if (!mayBe) return uses
    walkRunningCode(context, code, (node) => {
      if (node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') return
      const site = sites.get(node)?.find(({ kind }) => kind === 'call' || kind === 'transaction')
      if (site && (site.mode === 'blocking' || site.profile.client === 'ambient')) return
      const client = clientIn(node)
      // What a function does with it is the dearest question.
      if (client && (site || queriesWhatItIsHanded(context, node))) uses.push({ node, ...client })
    })
    return uses
  }
}

function named(variable: Variable): Pick<ConnectionUse, 'client' | 'key'> {
  return { client: variable.name, key: variable }
}

/** The connection that a query's chain starts with or is given, by its type: `client` of `client.query(…)`. */
function connectionIn(
  context: AnalysisContext,
  unit: SourceUnit,
  expression: TSESTree.Node,
): Pick<ConnectionUse, 'client' | 'key'> | undefined {
  const { oracle, profiles } = context
  let found: Pick<ConnectionUse, 'client' | 'key'> | undefined
  walk(expression, (node) => {
    if (found || isFunctionNode(node)) return 'skip'
    const isField = node.type === 'MemberExpression' && node.object.type === 'ThisExpression'
    if (node.type !== 'Identifier' && !isField) return undefined
    const variable = node.type === 'Identifier' ? mentioned(unit, node)[0] : undefined
    if (!isField && (!variable || (node.parent.type === 'MemberExpression' && node.parent.property === node)))
      return undefined
    // What may be a pool as well is no one connection.
    if (!oracle.isEvery(node, profiles.isSerialType)) return undefined
    found = variable ? named(variable) : { client: excerpt(node), key: excerpt(node) }
    return undefined
  })
  return found
}

/** True for the call of a project function that runs queries on a parameter, or on something that it was made with. */
function queriesWhatItIsHanded(
  context: AnalysisContext,
  node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
): boolean {
  if (node.type !== 'CallExpression' || operationAt(context, innermostExpression(node.callee))) return false
  return knownCallees(context, node).some((fn) => {
    const { queries, clients } = inferEffects(context).ofFunction(fn)
    if (!queries) return false
    const isHeld = chainRoot(node.callee) !== innermostExpression(node.callee)
    return [...clients].some(
      (client) => typeof client === 'number' || (client === 'unknown' && (isHeld || node.arguments.some(isObject))),
    )
  })
}

const isObject = (argument: TSESTree.Node) => innermostExpression(argument).type === 'ObjectExpression'
