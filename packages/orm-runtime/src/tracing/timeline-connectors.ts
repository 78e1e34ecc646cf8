import { html, type Html } from './html.ts'
import type { TimelineQuery } from './timeline-model.ts'

/**
 * The lines that lead from the end of each query down to those that came after it: for each row the pieces that cross
 * it. A row's bar is at its middle; `start` leads from there down, `pass` through, `end` from above to there and on to
 * the bar.
 */
export function connectors(queries: readonly TimelineQuery[], span: number): readonly Html[] {
  const rows = queries.map(() => new Map<string, Html>())
  const draw = (row: number, kind: 'start' | 'pass' | 'end', from: number, to = from) => {
    const left = ((from / span) * 100).toFixed(3)
    const width = (((to - from) / span) * 100).toFixed(3)
    const style = kind === 'end' ? `left:${left}%;width:${width}%` : `left:${left}%`
    // Several that came after one query share its line.
    rows[row]?.set(`${kind} ${left} ${width}`, html`<i class="line ${kind}" style="${style}"></i>`)
  }
  for (const { number, start, after } of queries) {
    const before = after === undefined ? undefined : queries[after - 1]
    if (!before) continue
    draw(before.number - 1, 'start', before.end)
    for (let row = before.number; row < number - 1; row++) draw(row, 'pass', before.end)
    draw(number - 1, 'end', before.end, start)
  }
  return rows.map((pieces) => html`${[...pieces.values()]}`)
}
