/** What a database can do. Each difference is a row here with its reason in the dialect's own `features.ts`. */
export interface Features {
  /** INSERT, UPDATE and DELETE answer rows. */
  readonly returning: boolean
  /** An array is one parameter, and `unnest` makes rows of several. */
  readonly arrayParameters: boolean
  /** ON CONFLICT, which names columns; else ON DUPLICATE KEY, which means any unique constraint. */
  readonly onConflict: boolean
  /** INSERT OR FAIL, which leaves it to the transaction to take back the rows before the one that fails. */
  readonly insertOrFail: boolean
  /** `FOR UPDATE`, its options, and FOR UPDATE OF. */
  readonly selectForUpdate: boolean
  readonly skipLocked: boolean
  readonly noWait: boolean
  readonly lockOf: boolean
  readonly distinctOn: boolean
  /** `count(*) filter (where …)`. */
  readonly aggregateFilter: boolean
  readonly nullsOrder: boolean
  readonly intersectAndExcept: boolean
  /** ORDER BY and LIMIT in the parts of a UNION. */
  readonly sliceInCombinations: boolean
  /** LIMIT in the sub-query of IN. */
  readonly limitInSubquery: boolean
  /** An UPDATE or DELETE may read its own table in a sub-query. */
  readonly selfReferencingChange: boolean
  readonly deferrableConstraints: boolean
  readonly partialIndexes: boolean
  readonly transactionalDdl: boolean
  readonly isolationLevels: boolean
  /** Parameters of one statement. */
  readonly maxParameters: number
  /** A running statement can be cancelled. */
  readonly cancel: boolean
  /** Text is compared without regard to case unless asked otherwise. */
  readonly caseInsensitiveCollation: boolean
  /** `is true`/`is not true` on any condition. */
  readonly jsonContains: boolean
  readonly alterColumn: boolean
}
