import {
  inferConsumption,
  isFunctionNode,
  walk,
  type AnalysisContext,
  type Consumption,
  type SourceUnit,
} from 'orm-analysis'
import type { TSESTree } from '@typescript-eslint/types'

/**
 * A *promise use* is a place where a promise or lazy query comes into being, with what becomes of it. The type checker
 * lets most forgotten awaits pass (`!p`, `p ?? d`, `filter(isAdmin)`, templates, `JSON.stringify`), so these are
 * compared before and after instead.
 */
export interface PromiseUse {
  /** Offsets in the text that was read. */
  readonly start: number
  readonly end: number
  readonly fate: Fate
}

/** `waited` and `returned` are what a migration may leave behind; the others are new mistakes where they are new. */
export type Fate =
  | 'waited'
  | 'returned'
  | 'stored'
  | 'passed on'
  | 'iterated'
  | 'unresolved'
  | 'dropped'
  | 'given to a synchronous callback'

export function findPromiseUses(context: AnalysisContext, unit: SourceUnit): PromiseUse[] {
  const { oracle } = context
  const uses: PromiseUse[] = []
  walk(unit.ast, (node) => {
    if (node.type !== 'CallExpression') return
    const [start, end] = node.range
    if (oracle.isThenable(node)) {
      if (!isHandler(node)) uses.push({ start, end, fate: fateOf(inferConsumption(context, unit, node)) })
    } else if (takesPromiseCallback(node)) {
      const isMap = methodName(node) === 'map'
      uses.push({
        start,
        end,
        fate: isMap ? fateOf(inferConsumption(context, unit, node)) : 'given to a synchronous callback',
      })
    }
  })
  return uses

  function takesPromiseCallback(call: TSESTree.CallExpression): boolean {
    const [callback] = call.arguments
    const name = methodName(call)
    if (!callback || name === undefined || !ARRAY_CALLBACKS.has(name)) return false
    return isFunctionNode(callback) ? callback.async && !callback.generator : oracle.returnsThenable(callback)
  }
}

const ARRAY_CALLBACKS = new Set([
  ...['map', 'flatMap', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach'],
  ...['reduce', 'reduceRight', 'sort', 'toSorted'],
])

/** `p.catch(…)` takes care of `p`, and is not asked again for the promise that it returns itself. */
function isHandler(call: TSESTree.CallExpression): boolean {
  const name = methodName(call)
  return name === 'catch' || (name === 'then' && call.arguments.length > 1)
}

function methodName({ callee }: TSESTree.CallExpression): string | undefined {
  return callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier'
    ? callee.property.name
    : undefined
}

function fateOf(consumption: Consumption): Fate {
  switch (consumption.kind) {
    case 'resolved':
      return 'waited'
    case 'iterated':
      return consumption.by.type === 'ForOfStatement' && consumption.by.await ? 'waited' : 'iterated'
    case 'forwarded':
      return consumption.to === 'caller' ? 'returned' : consumption.to === 'store' ? 'stored' : 'passed on'
    default:
      return consumption.kind
  }
}
