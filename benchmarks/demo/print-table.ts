import type { Row } from './measure-shop.ts'

const COLUMNS = [
  { title: 'p50 ms', of: (row: Row) => row.p50 },
  { title: 'p95 ms', of: (row: Row) => row.p95 },
  { title: 'requests/s', of: (row: Row) => row.perSecond },
  { title: 'longest stall ms', of: (row: Row) => row.stall },
]

/** One line per endpoint and concurrency, each figure before the migration and after it. */
export function printTable(before: readonly Row[], after: readonly Row[]) {
  const groups = COLUMNS.map(({ title }) => title.padStart(18)).join('')
  const halves = COLUMNS.map(() => `${'before'.padStart(10)}${'after'.padStart(8)}`).join('')
  console.log(`${' '.repeat(34)}${groups}`)
  console.log(`${'endpoint'.padEnd(21)}${'connections'.padStart(13)}${halves}`)
  for (const [index, row] of before.entries()) {
    const later = after[index]
    if (!later) continue
    const figures = COLUMNS.map(({ of }) => figure(of(row)).padStart(10) + figure(of(later)).padStart(8)).join('')
    console.log(`${row.endpoint.padEnd(21)}${String(row.connections).padStart(13)}${figures}`)
  }
}

function figure(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0)
}
