import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import type { CallOptions } from '../execute/steps.ts'
import { prefetchInstances } from '../operations/prefetch/prefetch-instances.ts'
import type { PrefetchLookup, PrefetchLookups } from '../query/prefetch-types.ts'
import type { FieldsOf } from '../query/values.ts'

/**
 * Loads relations for instances of one model that are there already: one query for each part of the paths. What is
 * loaded already is not loaded again. Blocks; `await aprefetchRelatedObjects()` does not.
 */
export function prefetchRelatedObjects<M extends object, const P extends readonly PrefetchLookup[]>(
  instances: readonly M[],
  lookups: PrefetchLookups<FieldsOf<M>, P>,
): void {
  const call = { subject: instances, operation: 'prefetchRelatedObjects', twin: 'aprefetchRelatedObjects' }
  return runSync(call, prefetchInstances(instances, lookups as readonly PrefetchLookup[]))
}

/** The asynchronous twin of {@link prefetchRelatedObjects}. */
export function aprefetchRelatedObjects<M extends object, const P extends readonly PrefetchLookup[]>(
  instances: readonly M[],
  lookups: PrefetchLookups<FieldsOf<M>, P>,
  options?: CallOptions,
): Promise<void> {
  const call = { subject: instances, operation: 'aprefetchRelatedObjects' }
  return runAsync(call, prefetchInstances(instances, lookups as readonly PrefetchLookup[]), options)
}
