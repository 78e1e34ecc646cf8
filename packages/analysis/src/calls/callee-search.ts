import type { FunctionNode } from '../syntax/function-node.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { oncePerContext } from '../types/once-per-context.ts'

/** What a search has to know of one function. */
export interface SearchedFunction<Found> {
  readonly found: Found | undefined
  readonly callees: readonly FunctionNode[]
}

/** What was found, and the calls that lead to it: it lies in the last function of the path. */
export interface CallPath<Found> {
  readonly path: readonly FunctionNode[]
  readonly found: Found
}

/**
 * A search of the functions that may run when one of the given ones runs, the nearest first; cycles are walked once. Each
 * function is looked into once per program.
 */
export function calleeSearch<Found>(
  lookInto: (context: AnalysisContext, fn: FunctionNode) => SearchedFunction<Found>,
): (context: AnalysisContext, from: readonly FunctionNode[]) => CallPath<Found> | undefined {
  const memoryOf = oncePerContext(() => ({
    searched: new Map<FunctionNode, SearchedFunction<Found>>(),
    /** Functions from which nothing can be found. */
    barren: new Set<FunctionNode>(),
  }))
  return (context, from) => {
    const { searched, barren } = memoryOf(context)
    const callers = new Map<FunctionNode, FunctionNode | undefined>()
    for (const fn of from) if (!barren.has(fn)) callers.set(fn, undefined)
    for (const fn of callers.keys()) {
      const { found, callees } = searched.get(fn) ?? lookInto(context, fn)
      searched.set(fn, { found, callees })
      if (found !== undefined) return { path: pathTo(fn, callers), found }
      for (const callee of callees) if (!barren.has(callee) && !callers.has(callee)) callers.set(callee, fn)
    }
    for (const fn of callers.keys()) barren.add(fn)
    return undefined
  }
}

function pathTo(fn: FunctionNode, callers: ReadonlyMap<FunctionNode, FunctionNode | undefined>): FunctionNode[] {
  const path: FunctionNode[] = []
  for (let at: FunctionNode | undefined = fn; at; at = callers.get(at)) path.unshift(at)
  return path
}
