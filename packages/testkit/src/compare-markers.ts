import type { MarkedCode, Marker } from './marked-code.ts'
import type { Report } from './report.ts'

/**
 * What sets the reports on a block apart from its markers, in sentences that begin with the line of the page. `kinds`
 * are those that were looked for; stop reasons may be left unmarked, the others may not.
 */
export function compareMarkers(code: MarkedCode, reports: readonly Report[], kinds: readonly Marker['kind'][]) {
  const lines = code.text.split('\n')
  const left = new Set(reports)
  const problems: string[] = []
  for (const marker of code.markers.filter(({ kind }) => kinds.includes(kind))) {
    const lineLength = lines[marker.line - 1]?.length ?? 0
    const report = [...left].find((candidate) => isMarked(candidate, marker, lineLength))
    if (report) left.delete(report)
    if (report && !marker.reported)
      problems.push(
        `${marker.pageLine}: the known miss of ${nameOf(marker)} is fixed; make it a marker: ${spell(report)}`,
      )
    if (!report && marker.reported)
      problems.push(`${marker.pageLine}: ${nameOf(marker)} is marked and not reported${near(left, marker)}`)
  }
  for (const report of left)
    if (report.kind !== 'stop')
      problems.push(
        `${code.pageLines[report.line - 1] ?? '?'}: ${nameOf(report)} is reported and not marked: ${spell(report)}`,
      )
  return problems
}

function isMarked(report: Report, marker: Marker, lineLength: number) {
  const { columns, message } = marker
  return (
    report.kind === marker.kind &&
    report.name === marker.name &&
    report.line === marker.line &&
    (!columns || (report.column === columns.start && (endOnLine(report, lineLength) ?? columns.end) === columns.end)) &&
    (!marker.reported || message === undefined || report.message.startsWith(message))
  )
}

/** Carets can't leave their line: a place that goes on below ends, for them, with the line. */
function endOnLine({ line, end }: Report, lineLength: number) {
  return end && (end.line === line ? end.column : lineLength)
}

/** Reports on the marked line, which are likely what was meant. */
function near(reports: Iterable<Report>, marker: Marker) {
  const found = [...reports].filter((report) => report.kind === marker.kind && report.line === marker.line)
  return found.length > 0 ? `, but ${found.map((report) => `${nameOf(report)} (${spell(report)})`).join(' and ')}` : ''
}

const nameOf = ({ kind, name }: { kind: Marker['kind']; name: string }) =>
  kind === 'rule' || kind === 'warning' ? name : `${kind} ${name}`

const spell = ({ column, end, message }: Report) => `columns ${column}–${end?.column ?? '?'}: ${message}`
