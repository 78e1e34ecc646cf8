import { structuredPatch } from 'diff'
import type { Migration } from '../engine/migration.ts'
import type { Problem } from '../engine/problem.ts'
import type { Step } from '../transforms/transform.ts'
import { pathFrom, spellLocation, type Locate, type Location } from './locate.ts'

/** The document that `--json` prints; its schema is `schema/result.schema.json`. All places are in the original texts. */
export interface JsonReport {
  readonly version: string
  readonly transform: string
  readonly files: readonly { readonly path: string; readonly edits: readonly JsonEdit[] }[]
  readonly units: readonly JsonUnit[]
  readonly sites: Migration['sites']
  readonly boundaries: readonly (Location & {
    readonly reason: string
    readonly chain: readonly string[]
    readonly alternative: string
    readonly sites: number
  })[]
  readonly stops: readonly (Location & {
    readonly reason: string
    readonly first: Location
    readonly message: string
  })[]
  readonly warnings: readonly (Location & { readonly message: string })[]
  readonly diagnostics: Migration['diagnostics']
}

/** Whole lines that are replaced by others; `line` counts from 1 in the original text. */
interface JsonEdit {
  readonly line: number
  readonly removed: readonly string[]
  readonly inserted: readonly string[]
}

interface JsonUnit {
  readonly id: string
  readonly transform: string
  readonly status: 'applied' | 'blocked' | 'rolled-back'
  readonly sites: readonly Location[]
  readonly titles: readonly string[]
  readonly assumptions: readonly string[]
  readonly because: string
  readonly problems: readonly (Location & { readonly gate: Problem['gate']; readonly message: string })[]
}

export interface ReportedRun {
  readonly version: string
  readonly transform: string
  /** True where the type checker knew only what JavaScript tells it. */
  readonly untyped: boolean
  readonly folder: string
  readonly migration: Migration
  readonly locate: Locate
  readonly originalText: (fileName: string) => string
}

export function jsonReport({ version, transform, folder, migration, locate, originalText }: ReportedRun): JsonReport {
  const { files, units, boundaries, stops, warnings, sites, diagnostics } = migration
  return {
    version,
    transform,
    files: [...files].map(([fileName, text]) => ({
      path: pathFrom(folder, fileName),
      edits: lineEdits(originalText(fileName), text),
    })),
    units: units.map((unit) => ({
      ...unit,
      sites: unit.sites.map(locate),
      problems: unit.problems.map(({ gate, fileName, start, message }) => ({
        ...locate({ fileName, at: start }),
        gate,
        message,
      })),
    })),
    sites,
    boundaries: boundaries.map((boundary) => {
      const { reason, chain, alternative, sites } = boundary
      return { ...locate(boundary), reason, chain: chain.map((step) => spellStep(step, locate)), alternative, sites }
    }),
    stops: stops.map((stop) => ({
      ...locate(stop),
      reason: stop.reason,
      first: locate(stop.first),
      message: stop.message,
    })),
    warnings: warnings.map((warning) => ({ ...locate(warning), message: warning.message })),
    diagnostics,
  }
}

/** A step of a boundary's chain: its code and its place. */
export function spellStep(step: Step, locate: Locate): string {
  return `${step.text} (${spellLocation(locate(step))})`
}

function lineEdits(before: string, after: string): JsonEdit[] {
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context: 0 })
  return hunks.map(({ oldStart, lines }) => ({
    line: oldStart,
    removed: lines.filter((line) => line.startsWith('-')).map((line) => line.slice(1)),
    inserted: lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1)),
  }))
}
