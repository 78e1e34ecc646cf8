import type { TSESTree } from '@typescript-eslint/types'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import type { Consumption, UnresolvedUse } from './consumption.ts'
import { findFloatingQueries } from './find-floating-queries.ts'
import type { QueryCall } from './find-queries.ts'
import { findQueryCallbacks, type QueryCallback } from './find-query-callbacks.ts'
import { usesOf } from './infer-consumption.ts'
import { isAwaitable } from './is-awaitable.ts'
import { modeOfQuery, type QueryMode } from './mode-of-query.ts'
import { oncePerUnit } from './once-per-unit.ts'

/**
 * A query that is used as if it were its result: the value at hand is a promise, or a query that has not run. Where a
 * variable may be empty, asking whether it is says nothing about the query. Of several such uses the first is the fact.
 */
export interface UnresolvedQuery {
  /** What is used: the query, a variable that holds it, or the call that takes a callback's promises for values. */
  readonly node: TSESTree.Node
  readonly query: QueryCall
  readonly mode: QueryMode
  readonly as: UnresolvedUse | 'iteration'
  /** The member that is read, where one is. */
  readonly member: string | undefined
  /** What an `await` would have to stand before; undefined where that would not do, or none can stand. */
  readonly awaited: TSESTree.Expression | undefined
}

export const findUnresolvedQueries = oncePerUnit((context, unit): UnresolvedQuery[] => {
  const floating = new Set<TSESTree.Node>(findFloatingQueries(context, unit).map(({ node }) => node))
  const found = new Map<TSESTree.Node, UnresolvedQuery>()
  const add = (unresolved: UnresolvedQuery | undefined) => {
    if (unresolved && !found.has(unresolved.node) && !floating.has(unresolved.query))
      found.set(unresolved.node, unresolved)
  }
  walk(unit.ast, (node) => {
    if (node.type === 'CallExpression' || node.type === 'TaggedTemplateExpression')
      add(unresolvedAt(context, unit, node))
  })
  for (const callback of findQueryCallbacks(context, unit)) add(unresolvedResult(callback))
  return [...found.values()].sort((a, b) => a.node.range[0] - b.node.range[0])
})

function unresolvedAt(context: AnalysisContext, unit: SourceUnit, query: QueryCall): UnresolvedQuery | undefined {
  const uses = usesOf(context, unit, query)
  const candidates = uses.flatMap((use) => candidateOf(use) ?? []).sort((a, b) => a.use.range[0] - b.use.range[0])
  if (candidates.length === 0) return undefined
  const mode = modeOfQuery(context, unit, query)
  const first = mode && candidates.find((candidate) => isMisuse(context, candidate))
  if (!first) return undefined
  const isWaitedFor = uses.some(({ kind, use }) => kind === 'resolved' && use !== first.use)
  const awaited = (isWaitedFor ? first.use : query) as TSESTree.Expression
  const mayAwait = mode !== 'unexecuted' && first.as !== 'predicate' && first.within === undefined
  return {
    node: first.use,
    query,
    mode,
    as: first.as,
    member: first.member,
    awaited: mayAwait && isAwaitable(context, awaited) ? awaited : undefined,
  }
}

interface Candidate extends Pick<Consumption, 'use' | 'by' | 'within'> {
  readonly as: UnresolvedUse | 'iteration'
  readonly member: string | undefined
}

function candidateOf(consumption: Consumption): Candidate | undefined {
  const { use, by, within } = consumption
  if (consumption.kind === 'unresolved') return { use, by, within, as: consumption.as, member: memberOf(by) }
  if (consumption.kind === 'iterated') return { use, by, within, as: 'iteration', member: undefined }
  const member = consumption.kind === 'forwarded' && consumption.to === 'method' ? memberOf(by) : undefined
  return member !== undefined && METHODS_OF_VALUES.has(member) ? { use, by, within, as: 'member', member } : undefined
}

/** Methods that lists and texts have: what is called by any other name is a method of the query. */
const METHODS_OF_VALUES = new Set([
  ...['map', 'filter', 'forEach', 'find', 'findIndex', 'some', 'every', 'reduce', 'flatMap', 'at', 'slice', 'concat'],
  ...['join', 'includes', 'indexOf', 'sort', 'push', 'pop', 'shift', 'entries', 'keys', 'split', 'trim', 'toFixed'],
  ...['toLowerCase', 'toUpperCase', 'startsWith', 'endsWith', 'replace', 'toISOString', 'getTime'],
])

function memberOf(by: TSESTree.Node): string | undefined {
  const member = by.type === 'CallExpression' ? innermostExpression(by.callee) : by
  return member.type === 'MemberExpression' ? staticName(member) : undefined
}

function isMisuse(context: AnalysisContext, candidate: Candidate): boolean {
  const { oracle } = context
  const { use, by, member } = candidate
  switch (candidate.as) {
    case 'condition':
      return oracle.isObject(use)
    case 'operand':
      return by.type !== 'BinaryExpression' || isMisusedOperand(context, use, by)
    case 'member':
      return by.type === 'VariableDeclarator'
        ? namesIn(by.id).some((name) => oracle.membersOf(use, name).length === 0)
        : member !== undefined && !oracle.isUntyped(use) && oracle.membersOf(use, member).length === 0
    case 'iteration':
      return !oracle.isUntyped(use) && !isIterable(context, use, by)
    default:
      return true
  }
}

/** Promises are compared with each other, to learn whether one is still the latest. */
function isMisusedOperand({ oracle }: AnalysisContext, use: TSESTree.Node, by: TSESTree.BinaryExpression): boolean {
  if (by.operator === 'in' || by.operator === 'instanceof') return false
  if (!EQUALITIES.has(by.operator)) return true
  const isLeft = by.left.range[0] <= use.range[0] && use.range[1] <= by.left.range[1]
  return oracle.isObject(use) && oracle.isPrimitive(isLeft ? by.right : by.left)
}

const EQUALITIES = new Set(['===', '!==', '==', '!='])

function namesIn(pattern: TSESTree.Node): string[] {
  return pattern.type === 'ObjectPattern'
    ? pattern.properties.flatMap((each) => (each.type === 'Property' ? (staticName(each) ?? []) : []))
    : []
}

function isIterable({ oracle }: AnalysisContext, use: TSESTree.Node, by: TSESTree.Node): boolean {
  const waits = by.type === 'ForOfStatement' && by.await
  return oracle.protocolAt(use, '[Symbol.iterator]').length > 0 || (waits && oracle.isAsyncIterable(use))
}

/** The promises of a callback, each taken for what it resolves to. */
function unresolvedResult({ call, uses }: QueryCallback): UnresolvedQuery | undefined {
  const use = uses.find(({ kind }) => kind === 'unresolved')
  return use?.kind === 'unresolved'
    ? { node: use.use, query: call, mode: 'eager', as: use.as, member: memberOf(use.by), awaited: undefined }
    : undefined
}
