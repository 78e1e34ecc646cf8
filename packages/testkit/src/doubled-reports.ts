import type { Report } from './report.ts'

/** A place that more than one rule reports. */
export interface DoubledReport {
  readonly line: number
  /** The rules, by name. */
  readonly names: readonly string[]
}

/** The places, each from its first to its last character, that more than one rule reports. */
export function doubledIn(reports: readonly Report[]): readonly DoubledReport[] {
  const byPlace = new Map<string, Report[]>()
  for (const report of reports) {
    const place = JSON.stringify([report.line, report.column, report.end])
    byPlace.set(place, [...(byPlace.get(place) ?? []), report])
  }
  return [...byPlace.values()].flatMap((same) => {
    const [first] = same
    const names = [...new Set(same.map(({ name }) => name))].sort()
    return first && names.length > 1 ? [{ line: first.line, names }] : []
  })
}
