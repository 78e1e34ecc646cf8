import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { settlesItself } from '../../flow/settles-itself.ts'
import { chainCalls } from '../../syntax/chain.ts'
import { enclosingFunction, isFunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import {
  isBuilder,
  isLazy,
  isMutableQuery,
  operationAt,
  type QueryCall,
  type QuerySite,
  type TransactionSite,
} from './find-queries.ts'
import { mayRunQuery } from './may-run-query.ts'
import { sitesByNode } from './sites-by-node.ts'

/**
 * When the query runs that a call's value is. `eager`: it has started, and the value is its promise. `lazy`: once the
 * value is awaited. `unexecuted`: once a terminal method of it is called. Undefined for all other values. A call of the
 * project's own counts by its result, and by the queries that it leads to.
 */
export type QueryMode = 'eager' | 'lazy' | 'unexecuted'

export function modeOfQuery(context: AnalysisContext, unit: SourceUnit, node: QueryCall): QueryMode | undefined {
  const site = siteOf(context, unit, node)
  if (site) {
    if (site.mode === 'blocking') return undefined
    return site.mode === 'lazy' || context.oracle.isThenable(node) ? site.mode : undefined
  }
  if (node.type === 'TaggedTemplateExpression') return undefined
  const operation = operationAt(context, innermostExpression(node.callee))?.operation
  if (operation) return operation.does === 'build' && isBuilder(context, node) ? 'unexecuted' : undefined
  const callees = knownCallees(context, node)
  if (callees.length === 0) return undefined
  if (!context.oracle.isThenable(node)) return isBuilder(context, node) ? 'unexecuted' : undefined
  if (isLazy(context, node)) return 'lazy'
  return mayRunQuery(context, callees) ? 'eager' : undefined
}

/** The row that says what a call does, where it is a query of its own. */
export function siteOf(
  context: AnalysisContext,
  unit: SourceUnit,
  node: QueryCall,
): QuerySite | TransactionSite | undefined {
  return sitesByNode(context, unit)
    .get(node)
    ?.find((site): site is QuerySite | TransactionSite => site.kind !== 'iteration')
}

/**
 * A step on a mutable builder that is held elsewhere: `query.where(…)` as a statement changes `query`, and so does a
 * function of the project that is handed it.
 */
export function changesHeldQuery(context: AnalysisContext, node: QueryCall): boolean {
  const calls = chainCalls(node)
  const callee = calls[0] && innermostExpression(calls[0].callee)
  if (calls.some((call) => isHandedQuery(context, call))) return true
  return (
    callee?.type === 'MemberExpression' &&
    operationAt(context, callee)?.operation.does === 'build' &&
    isMutableQuery(context, callee.object) &&
    // A member of the client's own makes another query each time that it is read.
    operationAt(context, innermostExpression(callee.object)) === undefined
  )
}

function isHandedQuery(context: AnalysisContext, { callee, arguments: given }: TSESTree.CallExpression): boolean {
  if (operationAt(context, innermostExpression(callee))) return false
  return given.some((argument) => isMutableQuery(context, argument))
}

/** A function of the project that catches what goes wrong in it may be left to itself. */
export function isLeftToItself(context: AnalysisContext, node: QueryCall): boolean {
  if (node.type === 'TaggedTemplateExpression') return false
  const callees = knownCallees(context, node)
  return callees.length > 0 && callees.every((fn) => settlesItself(fn))
}

/**
 * True for a call, at the top of a file that exports nothing and so is run, of a function of that file: it is the program,
 * and what goes wrong in it ends the process, as it should.
 */
export function isProgram(context: AnalysisContext, node: QueryCall): boolean {
  if (node.type === 'TaggedTemplateExpression' || enclosingFunction(node)) return false
  const callee = innermostExpression(node.callee)
  const callees = isFunctionNode(callee) ? [callee] : knownCallees(context, node)
  const unit = context.sources.unitAt(node)
  return callees.length > 0 && callees.every((fn) => context.sources.unitAt(fn) === unit) && !exportsAnything(unit)
}

function exportsAnything({ ast, text }: SourceUnit): boolean {
  return ast.body.some(({ type }) => /^(?:Export|TSExport)/.test(type)) || /\bexports\b/.test(text)
}
