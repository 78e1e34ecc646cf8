import { table } from '../table.ts'
import type { DatabaseName } from './lineup.ts'
import type { ReportRow } from './measure-database.ts'
import { operations, type OperationName } from './operations.ts'
import type { Figure } from './ratios.ts'
import { verdicts } from './targets.ts'

const TITLES: Readonly<Record<DatabaseName, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' }

/** The tables of one database, in Markdown. */
export function writeReport(database: DatabaseName, rows: readonly ReportRow[]): string {
  const names = Object.keys(operations) as OperationName[]
  const heads = names.map((name) => operations[name].name)
  const lines = rows.map(({ name, figures }, index) => [
    name,
    ...names.map((each) => (index === 0 ? time(figures[each]) : cell(figures[each]))),
  ])
  const rounds = Math.min(...rows.flatMap(({ figures }) => Object.values(figures).map(({ rounds }) => rounds)))
  return [
    `## ${TITLES[database]}`,
    `The time of one query, as a multiple of the driver by hand, and how much the middle half of ${rounds} rounds differs.`,
    table([['library', ...heads], ...lines]),
    ...section('Stalls of the event loop while one long query runs:', rows.flatMap(stallLine)),
    ...section(
      'Not measured:',
      rows.flatMap(({ name, notes }) => notes.map((note) => `- ${name}: ${note}`)),
    ),
    ...section(
      'Targets:',
      verdicts(database, rows).map(({ text }) => `- ${text}`),
    ),
  ].join('\n\n')
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, lines.join('\n')]
}

/** `12.3 µs · 1.45× ±3 %`: medians, and half the width of the middle half of all rounds. */
function cell(figure: Figure | undefined): string {
  if (!figure) return '–'
  const { ratio, ratioLow, ratioHigh } = figure
  const spread = ((ratioHigh - ratioLow) / 2 / ratio) * 100
  return `${time(figure)} · ${ratio.toFixed(2)}× ±${spread.toFixed(0)} %`
}

function time(figure: Figure | undefined): string {
  if (!figure) return '–'
  const { microseconds } = figure
  return `${microseconds < 100 ? microseconds.toFixed(1) : Math.round(microseconds).toLocaleString('en')} µs`
}

function stallLine({ name, stall }: ReportRow): string[] {
  if (!stall) return []
  const [query, usual, worst] = [stall.query, stall.stall, stall.worst].map((milliseconds) => milliseconds.toFixed(0))
  return [`- ${name}: ${usual} ms at the longest, in the worst run ${worst} ms, while the query took ${query} ms`]
}
