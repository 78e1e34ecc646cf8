/** How one library's times compare with the driver's by hand, round by round. */
export interface Figure {
  /** Microseconds of a query: the median of all rounds. */
  readonly microseconds: number
  /** Times the driver's figure of the same round: the median, and the middle half of all rounds. */
  readonly ratio: number
  readonly ratioLow: number
  readonly ratioHigh: number
  readonly rounds: number
}

export function figureOf(times: readonly number[], raw: readonly number[]): Figure {
  const ratios = times.map((time, round) => time / raw[round]!)
  return {
    microseconds: quantile(times, 0.5),
    ratio: quantile(ratios, 0.5),
    ratioLow: quantile(ratios, 0.25),
    ratioHigh: quantile(ratios, 0.75),
    rounds: times.length,
  }
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN
}
