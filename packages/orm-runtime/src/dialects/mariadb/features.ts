import type { Features } from '../features.ts'

/** MariaDB ≥ 10.6 and MySQL ≥ 8; where they differ, what both have. */
export const features: Features = {
  // MariaDB has RETURNING for INSERT and DELETE, MySQL for nothing.
  returning: false,
  arrayParameters: false,
  onConflict: false,
  insertOrFail: false,
  selectForUpdate: true,
  skipLocked: true,
  noWait: true,
  // MySQL only.
  lockOf: false,
  distinctOn: false,
  aggregateFilter: false,
  nullsOrder: false,
  // MySQL has them since 8.0.31.
  intersectAndExcept: true,
  sliceInCombinations: true,
  limitInSubquery: false,
  selfReferencingChange: false,
  deferrableConstraints: false,
  partialIndexes: false,
  // DDL commits the transaction that it stands in.
  transactionalDdl: false,
  isolationLevels: true,
  maxParameters: 65_535,
  cancel: true,
  // Tables are made with the collation utf8mb4_bin.
  caseInsensitiveCollation: false,
  jsonContains: true,
  alterColumn: true,
}
