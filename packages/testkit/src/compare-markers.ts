import type { MarkedCode, Marker } from './marked-code.ts'
import type { Report } from './report.ts'

/**
 * What sets the reports on a block apart from its markers, in sentences that begin with the line of the page, one for
 * each mismatch. `kinds` are those that are compared; reports of other kinds only explain what is missing on their line.
 * Stop reasons may be left unmarked, the others may not.
 */
export function compareMarkers(code: MarkedCode, reports: readonly Report[], kinds: readonly Marker['kind'][]) {
  const lines = code.text.split('\n')
  const left = new Set(reports.filter(({ kind }) => kinds.includes(kind)))
  const problems: string[] = []
  const missing: Marker[] = []
  for (const marker of code.markers.filter(({ kind }) => kinds.includes(kind))) {
    const lineLength = lines[marker.line - 1]?.length ?? 0
    const report = [...left].find((candidate) => isMarked(candidate, marker, lineLength))
    if (report) left.delete(report)
    if (report && !marker.reported)
      problems.push(
        `${marker.pageLine}: the known miss of ${nameOf(marker)} is fixed; make it the marker ${spell(report)}`,
      )
    if (!report && marker.reported) missing.push(marker)
  }
  for (const marker of missing) {
    const meant = likelyMeant(left, marker)
    if (meant) left.delete(meant)
    problems.push(
      meant
        ? `${marker.pageLine}: marked is ${spell(marker)}, and reported is ${spell(meant)}`
        : `${marker.pageLine}: marked and not reported: ${spell(marker)}${alsoSaid(reports, marker)}`,
    )
  }
  for (const report of left)
    if (report.kind !== 'stop')
      problems.push(`${code.pageLines[report.line - 1] ?? '?'}: reported and not marked: ${spell(report)}`)
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

/** A report of this kind on the marked line, at best one of the same name. */
function likelyMeant(reports: Iterable<Report>, { kind, line, name }: Marker) {
  const found = [...reports].filter((report) => report.kind === kind && report.line === line)
  return found.find((report) => report.name === name) ?? found[0]
}

/** What else is said of the line, such as the reason why a transform stopped there. */
function alsoSaid(reports: readonly Report[], { kind, line }: Marker) {
  const found = reports.filter((report) => report.kind !== kind && report.line === line)
  return found.length > 0 ? `; the line has ${found.map(spell).join(' and ')}` : ''
}

const nameOf = ({ kind, name }: { kind: Marker['kind']; name: string }) =>
  kind === 'rule' || kind === 'warning' ? name : `${kind} ${name}`

function spell(place: Marker | Report) {
  const message = place.message === undefined ? '' : `: ${place.message}`
  return `${nameOf(place)}${columnsOf(place)}${message}`
}

function columnsOf(place: Marker | Report) {
  if ('pageLine' in place) return place.columns ? ` at columns ${place.columns.start}–${place.columns.end}` : ''
  return place.end ? ` at columns ${place.column}–${endColumn(place.line, place.end)}` : ` at column ${place.column}`
}

const endColumn = (line: number, end: NonNullable<Report['end']>) =>
  end.line === line ? end.column : `${end.column} of a later line`
