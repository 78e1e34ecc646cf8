import type { Migration, UnitReport } from '../engine/migration.ts'
import type { Place } from '../transforms/transform.ts'
import { pathFrom, spellLocation } from './locate.ts'
import { spellStep, type ReportedRun } from './json-report.ts'

/** What happened, for people: numbers first, then what is left to do by hand. */
export function formatSummary(run: ReportedRun): string {
  const { migration, transform } = run
  const { sites, files, units } = migration
  const lines = [
    `${transform}: ${count(sites.found, 'call site')} found, ${sites.migrated} migrated, ${sites.blocked} left.`,
    `${count(files.size, 'file')} and ${count(units.filter(isApplied).length, 'unit')} of change.`,
    ...(run.untyped ? [UNTYPED] : []),
    ...boundaryLines(run),
    ...unitLines(run, 'rolled-back', 'Rolled back, because the result could not be proved'),
    ...unitLines(run, 'blocked', 'Not applied'),
    ...section(
      'Warnings',
      migration.warnings.map((warning) => `  ${at(run, warning)}  ${warning.message}`),
    ),
  ]
  return lines.join('\n') + '\n'
}

/** What is behind the summary: the files, what each applied unit assumes, and why other places were left alone. */
export function formatExplanation(run: ReportedRun): string {
  const { migration, folder } = run
  const assumptions = new Set(migration.units.filter(isApplied).flatMap((unit) => unit.assumptions))
  const stops = grouped(migration.stops, ({ reason }) => reason)
  const lines = [
    ...section(
      'Files',
      [...migration.files.keys()].map((fileName) => `  ${pathFrom(folder, fileName)}`),
    ),
    ...section(
      'Assumed',
      [...assumptions].map((assumption) => `  ${assumption}`),
    ),
    ...section(
      'Left alone',
      [...stops].flatMap(([reason, places]) => [
        `  ${reason} (${places.length})`,
        ...places.map((stop) => `    ${at(run, stop)}, after line ${run.locate(stop.first).line}: ${stop.message}`),
      ]),
    ),
  ]
  return lines.length === 0 ? '' : lines.join('\n') + '\n'
}

const UNTYPED =
  'Without types: proved by all references to what changed and by what becomes of each promise; a value that ' +
  'nothing is known of may hide a caller.'

function boundaryLines(run: ReportedRun): string[] {
  const byReason = grouped(run.migration.boundaries, ({ reason }) => reason)
  return section(
    'Boundaries: what waits behind them stays synchronous',
    [...byReason].flatMap(([reason, boundaries]) => [
      `  ${reason} (${boundaries.length})`,
      ...boundaries.flatMap((boundary) => [
        `    ${at(run, boundary)}  ${boundary.chain.map((step) => spellStep(step, run.locate)).join(' → ')}`,
        `      ${boundary.alternative}`,
      ]),
    ]),
  )
}

function unitLines(run: ReportedRun, status: UnitReport['status'], title: string): string[] {
  return section(
    title,
    run.migration.units
      .filter((unit) => unit.status === status)
      .flatMap((unit) => [
        `  ${unit.sites.map((site) => at(run, site)).join(', ')}  ${unit.because}`.trimEnd(),
        ...unit.problems.map(
          ({ fileName, start, message }) =>
            `    ${at(run, { fileName, at: start })}  ${message.replaceAll('\n', '\n      ')}`,
        ),
      ]),
  )
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines]
}

function at({ locate }: ReportedRun, place: Place): string {
  return spellLocation(locate(place))
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

const isApplied = ({ status }: Migration['units'][number]) => status === 'applied'
const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
