import type { Features } from '../features.ts'

/** SQLite ≥ 3.45, as better-sqlite3 12 carries it. */
export const features: Features = {
  returning: true,
  arrayParameters: false,
  onConflict: true,
  // Spares it a journal of each statement: a third of the time of 100 rows.
  insertOrFail: true,
  // One writer at a time: a row needs no lock of its own inside BEGIN IMMEDIATE, so `selectForUpdate` adds nothing.
  selectForUpdate: false,
  skipLocked: false,
  noWait: false,
  lockOf: false,
  distinctOn: false,
  aggregateFilter: true,
  nullsOrder: true,
  intersectAndExcept: true,
  // Parts of a compound SELECT take no ORDER BY; they stand in sub-queries.
  sliceInCombinations: false,
  limitInSubquery: true,
  selfReferencingChange: true,
  // Foreign keys can be deferred, unique constraints can not.
  deferrableConstraints: false,
  partialIndexes: true,
  transactionalDdl: true,
  // Transactions are serializable, always.
  isolationLevels: false,
  maxParameters: 32_766,
  // Nothing stops a running statement from another thread.
  cancel: false,
  caseInsensitiveCollation: false,
  jsonContains: false,
  // A changed column is a new table with the old rows.
  alterColumn: false,
}
