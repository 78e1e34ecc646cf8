import type { Features } from '../features.ts'

/** PostgreSQL ≥ 13. */
export const features: Features = {
  returning: true,
  arrayParameters: true,
  onConflict: true,
  insertOrFail: false,
  selectForUpdate: true,
  skipLocked: true,
  noWait: true,
  lockOf: true,
  distinctOn: true,
  aggregateFilter: true,
  nullsOrder: true,
  intersectAndExcept: true,
  sliceInCombinations: true,
  limitInSubquery: true,
  selfReferencingChange: true,
  deferrableConstraints: true,
  partialIndexes: true,
  transactionalDdl: true,
  isolationLevels: true,
  // The protocol counts them in 16 bits.
  maxParameters: 65_535,
  cancel: true,
  caseInsensitiveCollation: false,
  jsonContains: true,
  alterColumn: true,
}
