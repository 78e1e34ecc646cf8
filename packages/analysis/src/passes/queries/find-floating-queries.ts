import type { TSESTree } from '@typescript-eslint/types'
import { settlesItself } from '../../flow/settles-itself.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import type { Consumption, DropReason } from './consumption.ts'
import { findDroppingPath } from './find-dropping-path.ts'
import { findOverwrite } from './find-overwrite.ts'
import { operationAt, type QueryCall } from './find-queries.ts'
import { findQueryCallbacks, type QueryCallback } from './find-query-callbacks.ts'
import { mostCareful, usesOf } from './infer-consumption.ts'
import { isAwaitable } from './is-awaitable.ts'
import { isTestFile } from './is-test-file.ts'
import { changesHeldQuery, isLeftToItself, isProgram, modeOfQuery, type QueryMode } from './mode-of-query.ts'
import { mayFailByQuery } from './may-fail-by-query.ts'
import { oncePerUnit } from './once-per-unit.ts'

/**
 * A query that nothing waits for. An eager one floats if some path drops it: it is on its way, and its rejection ends
 * the process. A function of the project that catches what goes wrong may be left to itself by a function that can't wait,
 * and `void` says of a promise that nobody waits. A lazy one floats if no path consumes it: a builder that some paths leave unused is legal and free.
 * One that only a terminal runs floats if none is called, though it may be awaited.
 */
export interface FloatingQuery {
  /** The query, or what has made one promise of several: `Promise.all(…)`, a chain of `then`, a loop of callbacks. */
  readonly node: QueryCall
  readonly mode: QueryMode
  readonly because: DropReason | 'path' | 'overwritten' | 'awaited'
  /** Where it is dropped. */
  readonly by: TSESTree.Node
  /** True where an `await` may stand in its place without making a function async. */
  readonly isAwaitable: boolean
}

export const findFloatingQueries = oncePerUnit((context, unit): FloatingQuery[] => {
  const found = new Map<TSESTree.Node, FloatingQuery>()
  const add = (floating: FloatingQuery | undefined) => {
    if (floating && !found.has(floating.node)) found.set(floating.node, floating)
  }
  walk(unit.ast, (node) => {
    if (node.type === 'CallExpression' || node.type === 'TaggedTemplateExpression') add(floatingAt(context, unit, node))
  })
  for (const callback of findQueryCallbacks(context, unit)) add(floatingResult(context, callback, [...found.values()]))
  return [...found.values()].sort((a, b) => a.node.range[0] - b.node.range[0])
})

type Drop = Pick<FloatingQuery, 'node' | 'because' | 'by'>

function floatingAt(context: AnalysisContext, unit: SourceUnit, node: QueryCall): FloatingQuery | undefined {
  const uses = usesOf(context, unit, node)
  const drop = findDrop(context, unit, node, uses)
  const mode = drop && modeOfQuery(context, unit, node)
  if (!mode || changesHeldQuery(context, node)) return undefined
  if (isProgram(context, node)) return undefined
  if (isLeftToItself(context, node) && mayBeLeft(context, unit, drop.node)) return undefined
  if (mode === 'unexecuted')
    return uses.every((use) => isUnexecuted(context, unit, use))
      ? { ...drop, node, mode, isAwaitable: false }
      : undefined
  const isStarted = mode === 'eager' || drop.node !== node
  if (drop.node !== node && throwsNothing(context, node)) return undefined
  if (drop.because === 'awaited' || drop.because === (isStarted ? 'void' : 'path')) return undefined
  return { ...drop, mode: isStarted ? 'eager' : mode, isAwaitable: isAwaitable(context, drop.node) }
}

function findDrop(
  context: AnalysisContext,
  unit: SourceUnit,
  node: QueryCall,
  uses: readonly Consumption[],
): Drop | undefined {
  const { kind, by, within, ...use } = mostCareful(uses)
  if (kind === 'dropped' && 'because' in use) return { node: within ?? node, because: use.because, by }
  for (const held of within ? [node, within] : [node]) {
    const overwrite = findOverwrite(unit, held)
    if (overwrite) return { node: held, because: 'overwritten', by: overwrite }
    const declarator = outermostWrapper(held).parent
    const path = declarator?.type === 'VariableDeclarator' ? findDroppingPath(context, unit, declarator) : undefined
    if (path) return { node: held, because: 'path', by: path }
  }
  return kind === 'resolved' && mayBeBuilder(context, node) ? { node, because: 'awaited', by } : undefined
}

/** Where nobody can wait, and in tests, which start things to look at them under way. */
function mayBeLeft(context: AnalysisContext, unit: SourceUnit, node: TSESTree.Node): boolean {
  return isTestFile(context, unit.fileName) || !isAwaitable(context, node)
}

/** What goes wrong with such a query is in its result, which a chain of `then` takes. */
function throwsNothing(context: AnalysisContext, node: QueryCall): boolean {
  if (node.type !== 'CallExpression') return false
  return operationAt(context, innermostExpression(node.callee))?.operation.throws === 'nothing'
}

function mayBeBuilder(context: AnalysisContext, node: QueryCall): boolean {
  return (
    node.type === 'CallExpression' && operationAt(context, innermostExpression(node.callee))?.operation.does === 'build'
  )
}

/** A builder that is awaited is still one, and may yet be run, or iterated. */
function isUnexecuted(context: AnalysisContext, unit: SourceUnit, { kind, by }: Consumption): boolean {
  if (kind !== 'resolved') return kind === 'dropped'
  const isCursor = by.type === 'AwaitExpression' && context.oracle.isAsyncIterable(by)
  return !usesOf(context, unit, by).some(
    (after) => (after.kind === 'forwarded' && (isCursor || after.to === 'method')) || after.kind === 'iterated',
  )
}

/** The promises of a callback; those of queries that it returns as they are have been found with the query. */
function floatingResult(
  context: AnalysisContext,
  { call, callback, functions, uses }: QueryCallback,
  found: readonly FloatingQuery[],
): FloatingQuery | undefined {
  const { kind, by, within, ...use } = mostCareful(uses)
  if (kind !== 'dropped' || !('because' in use) || functions.every((fn) => isSettled(context, fn, by))) return undefined
  const isInside = ({ node }: FloatingQuery) => callback.range[0] <= node.range[0] && node.range[1] <= callback.range[1]
  if (use.because === 'void' || found.some((one) => one.by === by && isInside(one))) return undefined
  const node = within ?? call
  return { node, mode: 'eager', because: use.because, by, isAwaitable: isAwaitable(context, node) }
}

/** Nobody can wait for what a timer calls, or a listener: it may be left to itself unless a failing query rejects it. */
function isSettled(context: AnalysisContext, fn: FunctionNode, by: TSESTree.Node): boolean {
  const taker = by.type === 'CallExpression' ? innermostExpression(by.callee) : undefined
  const isLoop = taker?.type === 'MemberExpression' && staticName(taker) === 'forEach'
  return isLoop ? settlesItself(fn) : !mayFailByQuery(context, fn)
}
