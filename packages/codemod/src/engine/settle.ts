import type { MigrationUnit } from '../transforms/transform.ts'
import type { Problem } from './problem.ts'

/** Units that pass together, and why each of the others had to go. */
export interface Settled<Verdict> {
  readonly kept: readonly MigrationUnit[]
  readonly dropped: ReadonlyMap<MigrationUnit, readonly Problem[]>
  /** What the last check said about exactly the kept units. */
  readonly verdict: Verdict
}

interface Checks<Verdict> {
  readonly verify: (units: readonly MigrationUnit[]) => Verdict
  readonly blame: (problem: Problem, units: readonly MigrationUnit[]) => readonly MigrationUnit[]
}

const ROUNDS = 3

/**
 * Drops units until nothing is wrong: all that are blamed at once, three times at most; then, as not every
 * place tells whose fault it is, by halves, so that the number of checks grows with the logarithm of the number of units.
 */
export function settle<Verdict extends { readonly problems: readonly Problem[] }>(
  units: readonly MigrationUnit[],
  { verify, blame }: Checks<Verdict>,
): Settled<Verdict> {
  const dropped = new Map<MigrationUnit, readonly Problem[]>()
  let kept = units
  let verdict = verify(kept)
  for (let round = 1; verdict.problems.length > 0 && round <= ROUNDS; round++) {
    const droppedBefore = dropped.size
    for (const problem of verdict.problems)
      for (const unit of blame(problem, kept)) dropped.set(unit, [...(dropped.get(unit) ?? []), problem])
    if (dropped.size === droppedBefore) break
    kept = kept.filter((unit) => !dropped.has(unit))
    verdict = verify(kept)
  }
  if (verdict.problems.length === 0) return { kept, dropped, verdict }

  const passing: MigrationUnit[] = []
  const keepPassing = (candidates: readonly MigrationUnit[], problems: readonly Problem[]): void => {
    const [only] = candidates
    if (problems.length === 0) passing.push(...candidates)
    else if (candidates.length === 1 && only) dropped.set(only, problems)
    else
      for (const half of [candidates.slice(0, candidates.length >> 1), candidates.slice(candidates.length >> 1)])
        keepPassing(half, verify([...passing, ...half]).problems)
  }
  keepPassing(kept, verdict.problems)
  return { kept: passing, dropped, verdict: verify(passing) }
}
