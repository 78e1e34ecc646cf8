import type { AsyncBoundaryReport, Place, StopReport, Warning } from '../transforms/transform.ts'
import type { Problem } from './problem.ts'

/** What a migration does, before anything is written. All places are offsets in the original texts. */
export interface Migration {
  /** New texts of the files that change. */
  readonly files: ReadonlyMap<string, string>
  readonly units: readonly UnitReport[]
  readonly boundaries: readonly AsyncBoundaryReport[]
  readonly stops: readonly StopReport[]
  readonly warnings: readonly Warning[]
  /** Call sites that the first transform looks for; `found` is the sum of the other two. */
  readonly sites: { readonly found: number; readonly migrated: number; readonly blocked: number }
  /** How many diagnostics the compiler reports in the files that the change can reach and that have any after it. */
  readonly diagnostics: { readonly before: number; readonly after: number }
}

export interface UnitReport {
  readonly id: string
  readonly transform: string
  /** `blocked`: not tried. `rolled-back`: tried, and the output could not be proved. */
  readonly status: 'applied' | 'blocked' | 'rolled-back'
  readonly sites: readonly Place[]
  readonly titles: readonly string[]
  readonly assumptions: readonly string[]
  /** Why it is blocked, in words; empty for others. */
  readonly because: string
  /** What the gates found; empty unless it is rolled back. */
  readonly problems: readonly Problem[]
}
