import type { TSESTree } from '@typescript-eslint/types'
import { outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { oncePerContext } from '../../types/once-per-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import type { Consumption, Place, Step } from './consumption.ts'
import { stepFrom } from './step-from.ts'
import { stepFromResult } from './step-through-call.ts'

/** What finally becomes of an expression's value: of several uses, the one that takes the most care of it. */
export function inferConsumption(context: AnalysisContext, unit: SourceUnit, expression: TSESTree.Node): Consumption {
  return mostCareful(usesOf(context, unit, expression))
}

/** Follows an expression to all that uses its value: through variables, containers, chains and callbacks of arrays. */
export function usesOf(context: AnalysisContext, unit: SourceUnit, expression: TSESTree.Node): readonly Consumption[] {
  const known = usesByNode(context)
  const start = { node: expression, path: [], use: expression, within: undefined }
  const uses = known.get(expression) ?? followed(context, unit, start, { uses: [], places: [start] })
  known.set(expression, uses)
  return uses
}

const usesByNode = oncePerContext(() => new WeakMap<TSESTree.Node, readonly Consumption[]>())

/** The same for the promises that an asynchronous callback gives to the call that takes it. */
export function usesOfResult(
  context: AnalysisContext,
  unit: SourceUnit,
  call: TSESTree.CallExpression,
  callback: TSESTree.Node,
): readonly Consumption[] {
  const start = { node: call, path: [], use: call, within: undefined }
  const step = stepFromResult(context, start, call, callback)
  return step ? followed(context, unit, start, step) : []
}

export function mostCareful(uses: readonly Consumption[]): Consumption {
  const order = ['resolved', 'forwarded', 'iterated', 'unresolved', 'dropped']
  const best = [...uses].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0]
  if (!best) throw new Error('A value that was followed has a use.')
  return best
}

/** A value that comes to no use at all lies in a container, or a variable, that nothing looks into. */
function followed(context: AnalysisContext, unit: SourceUnit, start: Place, first: Step): readonly Consumption[] {
  const uses: Consumption[] = [...first.uses]
  const places: Place[] = [...first.places]
  const seen = new Set<TSESTree.Node>()
  // Places are added while the list is gone through.
  for (const place of places) {
    const node = outermostWrapper(place.node)
    if (seen.has(node)) continue
    seen.add(node)
    const step = stepFrom(context, unit, { ...place, node })
    uses.push(...step.uses)
    places.push(...step.places)
  }
  const last = places.findLast(({ within }) => within)?.within
  return uses.length > 0
    ? uses
    : [{ kind: 'dropped', because: 'container', by: start.node, use: start.node, within: last }]
}
