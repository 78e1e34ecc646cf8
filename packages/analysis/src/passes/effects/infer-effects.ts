import type { TSESTree } from '@typescript-eslint/types'
import type { EffectSummary } from '../../calls/effect-summary.ts'
import { functionSummaries, type BodyEffects } from '../../calls/function-summaries.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { collectEffects } from './collect-effects.ts'

/** What code does to databases, services and memory; see `EffectSummary` for the words. */
export interface Effects {
  readonly ofFunction: (fn: FunctionNode) => EffectSummary
  /** Of an expression or statement, with all that it calls; what it does to local variables counts. */
  readonly ofNode: (node: TSESTree.Node) => EffectSummary
  /** The functions that a piece of code may run, directly or through others. */
  readonly reachedFrom: (node: TSESTree.Node) => ReadonlySet<TSESTree.Node>
}

const known = new WeakMap<AnalysisContext, Effects>()

/** Infers effects on demand, each function once for each program. */
export function inferEffects(context: AnalysisContext): Effects {
  const found = known.get(context)
  if (found) return found
  const collect = (node: TSESTree.Node): BodyEffects => collectEffects(context, node)
  const summaries = functionSummaries(collect)
  const effects: Effects = {
    ofFunction: summaries.summaryOf,
    ofNode: (node) => summaries.summaryOfBody(collect(node)),
    reachedFrom: (node) => summaries.reachedFrom(collect(node)),
  }
  known.set(context, effects)
  return effects
}
