import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import type { Consumption } from './consumption.ts'
import { usesOfResult } from './infer-consumption.ts'
import { mayRunQuery } from './may-run-query.ts'
import { oncePerUnit } from './once-per-unit.ts'

/**
 * An asynchronous function that runs queries, written as a callback or named as one, and what becomes of the promises that
 * it gives to the call that takes it. Calls of which that is not known are none.
 */
export interface QueryCallback {
  readonly call: TSESTree.CallExpression
  readonly callback: TSESTree.Node
  readonly functions: readonly FunctionNode[]
  readonly uses: readonly Consumption[]
}

export const findQueryCallbacks = oncePerUnit((context, unit): QueryCallback[] => {
  const found: QueryCallback[] = []
  walk(unit.ast, (call) => {
    if (call.type === 'CallExpression')
      for (const callback of call.arguments) found.push(...queryCallback(context, unit, call, callback))
  })
  return found
})

const NAMES = new Set(['Identifier', 'MemberExpression'])

function queryCallback(
  context: AnalysisContext,
  unit: SourceUnit,
  call: TSESTree.CallExpression,
  callback: TSESTree.Node,
): QueryCallback[] {
  const value = innermostExpression(callback)
  if (isFunctionNode(value) ? !value.async || value.generator : !NAMES.has(value.type)) return []
  const uses = usesOfResult(context, unit, call, callback)
  // What is waited for, or handed on, is no mistake.
  if (!uses.some(({ kind }) => kind === 'dropped' || kind === 'unresolved')) return []
  const functions = isFunctionNode(value) ? [value] : knownCallees(context, { callee: value })
  const isAsync = functions.length > 0 && functions.every((fn) => fn.async && !fn.generator)
  return isAsync && mayRunQuery(context, functions) ? [{ call, callback, functions, uses }] : []
}
