import {
  awaitTogether,
  excerpt,
  inferIndependence,
  type AnalysisContext,
  type SequentialGroup,
  type SourceUnit,
  type StopReason,
} from 'orm-analysis'
import { TRANSFORMS } from '../transform-table.ts'
import type { MigrationUnit, StopReport, Transform } from './transform.ts'

/** Awaits that need nothing of each other are sent together; every other pair has its stop reason. */
export const parallelTransform: Transform = {
  ...TRANSFORMS.parallel,
  run: (context, { mayStartIn }) => {
    const found = unitsOf(context, mayStartIn).map((unit) => ({ unit, ...inferIndependence(context, unit) }))
    const units = found.flatMap(({ unit, groups }) => groups.map((group) => migrationUnit(unit, group)))
    const stops = found.flatMap(({ unit, stops }) => stops.map((stop) => stopReport(unit, stop)))
    const migratable = units.reduce((sum, { sites }) => sum + sites.length, 0)
    return {
      units,
      boundaries: [],
      stops,
      sites: { found: migratable + stops.length, migratable, blocked: stops.length },
    }
  },
}

function unitsOf({ sources }: AnalysisContext, mayStartIn: (fileName: string) => boolean): SourceUnit[] {
  return sources
    .fileNames()
    .filter((fileName) => mayStartIn(fileName) && TWO_AWAITS.test(sources.textOf(fileName)))
    .map((fileName) => sources.unitOf(fileName))
    .filter((unit) => unit !== undefined)
}

/** To read a file as a tree is dear, and what does not wait twice does not wait in line. */
const TWO_AWAITS = /\bawait\b[^]*\bawait\b/

function migrationUnit(unit: SourceUnit, group: SequentialGroup): MigrationUnit {
  const { fileName } = unit
  const sites = group.members.map((member) => ({ fileName, at: member.await.range[0] }))
  return {
    id: `parallel ${fileName}:${group.members[0].await.range[0]}`,
    sites,
    rewrites: [awaitTogether(unit, group)],
    warnings: [],
  }
}

function stopReport({ fileName }: SourceUnit, { reason, first, second, words }: StopReason): StopReport {
  const held = first.type === 'AwaitExpression' ? `\`${excerpt(first.argument)}\`` : 'what stands before it'
  const query = second.type === 'AwaitExpression' ? excerpt(second.argument) : '…'
  return {
    fileName,
    at: second.range[0],
    reason,
    first: { fileName, at: first.range[0] },
    message: `\`${query}\` waits for ${held}. ${words}`,
  }
}
