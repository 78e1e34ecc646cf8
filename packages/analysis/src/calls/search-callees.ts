import type { FunctionNode } from '../syntax/function-node.ts'

/** A function that was found, and the calls that lead to it: it is the last of the path. */
export interface CallPath<Found> {
  readonly path: readonly FunctionNode[]
  readonly found: Found
}

/**
 * Searches the functions that may run when one of these runs, the nearest first; cycles are walked once.
 *
 * @param barren functions from which nothing can be found; added to when a search ends without a find
 */
export function searchCallees<Found>(
  from: readonly FunctionNode[],
  test: (fn: FunctionNode) => Found | undefined,
  calleesOf: (fn: FunctionNode) => readonly FunctionNode[],
  barren: Set<FunctionNode>,
): CallPath<Found> | undefined {
  const callers = new Map<FunctionNode, FunctionNode | undefined>()
  for (const fn of from) if (!barren.has(fn)) callers.set(fn, undefined)
  for (const fn of callers.keys()) {
    const found = test(fn)
    if (found !== undefined) return { path: pathTo(fn, callers), found }
    for (const callee of calleesOf(fn)) if (!barren.has(callee) && !callers.has(callee)) callers.set(callee, fn)
  }
  for (const fn of callers.keys()) barren.add(fn)
  return undefined
}

function pathTo(fn: FunctionNode, callers: ReadonlyMap<FunctionNode, FunctionNode | undefined>): FunctionNode[] {
  const path: FunctionNode[] = []
  for (let at: FunctionNode | undefined = fn; at; at = callers.get(at)) path.unshift(at)
  return path
}
