import type { TSESTree } from '@typescript-eslint/types'
import type { FirstRow } from '../passes/propagation/async-facts.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { replacement, type Edit } from './rewrite.ts'

/**
 * Leaves out the call of a terminal method, so that the query itself is awaited; where one row of many is asked for, a
 * limit takes its place. What the terminal is given for placeholders keeps it as it is.
 */
export function awaitTheQuery(unit: SourceUnit, call: TSESTree.CallExpression, row: FirstRow | undefined): Edit[] {
  const callee = innermostExpression(call.callee)
  if (callee.type !== 'MemberExpression' || callee.computed || call.arguments.length > 0) return []
  const [start] = callee.property.range
  if (row?.limitedBy !== undefined) return [replacement(unit, [start, call.range[1]], `${row.limitedBy}(1)`)]
  const dot = unit.text.lastIndexOf('.', start) - (callee.optional ? 1 : 0)
  return [replacement(unit, [beginOfLink(unit, callee.object.range[1], dot, call.range[1]), call.range[1]], '')]
}

/** With the white space before it, unless that ends a comment which would take in what comes behind the call. */
function beginOfLink({ text }: SourceUnit, from: number, dot: number, end: number): number {
  const between = text.slice(from, dot)
  const endsLine = /^\r?(?:\n|$)/.test(text.slice(end, end + 2))
  return between.includes('/') && !endsLine ? dot : from + between.trimEnd().length
}
