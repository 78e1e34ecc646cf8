import type { TSESTree } from '@typescript-eslint/types'
import { operationAt } from '../../calls/operation-at.ts'
import type { ProfiledOperation } from '../../profiles/profile-index.ts'
import type { Operation } from '../../profiles/profile.ts'
import { chainCalls } from '../../syntax/chain.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'

/**
 * What a call does as a part of its chain. A row that tells no effect, as that of `lean` or `exec`, stands for a step of
 * any query: it does what the query does that it is called on. A read that a step before it locks is a write.
 */
export function operationInChain(
  context: AnalysisContext,
  call: TSESTree.CallExpression,
  profiled: ProfiledOperation,
): ProfiledOperation {
  const { operation, profile } = profiled
  if (operation.effect === 'write') return profiled
  const before = operationsBefore(context, call).flatMap((step) => (step.profile === profile ? step.operation : []))
  const effects = new Set(before.map(({ effect }) => effect))
  const effect = effects.has('write') ? 'write' : effects.has('read') ? 'read' : operation.effect
  if (effect === operation.effect && !before.some(isDomain)) return profiled
  const bulk = operation.bulk ?? before.find((step) => step.effect === effect && step.bulk !== undefined)?.bulk
  return {
    ...profiled,
    operation: {
      ...operation,
      effect,
      throws: [operation, ...before].some(isDomain) ? 'domain' : 'infrastructure',
      ...(bulk !== undefined && { bulk }),
      ...(before.some(({ watermark }) => watermark) && { watermark: true }),
    },
  }
}

/** What an unknown effect throws is known as soon as the effect is. */
const isDomain = ({ effect, throws }: Operation) => effect !== 'unknown' && throws === 'domain'

function operationsBefore(context: AnalysisContext, call: TSESTree.CallExpression): ProfiledOperation[] {
  return chainCalls(call)
    .slice(0, -1)
    .flatMap(({ callee }) => operationAt(context, innermostExpression(callee)) ?? [])
}
