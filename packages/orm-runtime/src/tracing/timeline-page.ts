import type { TimelineModel, TimelineQuery } from './timeline-model.ts'
import { connectors } from './timeline-connectors.ts'
import { html, type Html } from './html.ts'
import { STYLE } from './timeline-style.ts'

/** One HTML page of a timeline: no scripts, and nothing from elsewhere. */
export function timelinePage(model: TimelineModel): string {
  const { title, wall, queries } = model
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${count(queries.length, 'query', 'queries')} in ${time(wall)}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="verdict">${verdict(model)}</p>
        </header>
        <main>${totals(model)} ${repeated(model)} ${queries.length > 0 ? chart(model) : html``}</main>
        <footer>
          <p>
            A query <em>came after</em> the last one that had ended when it began. That is read from the times: it says
            that it did wait, not that it had to.
          </p>
        </footer>
      </body>
    </html> `.text
}

/** The page in one or two sentences. */
function verdict({ queries, wall, totals: { chain, ifIndependent } }: TimelineModel): Html {
  if (queries.length === 0) return html`No query was sent in ${time(wall)}.`
  const fact = html`<strong>${count(queries.length, 'query', 'queries')}</strong> in <strong>${time(wall)}</strong>`
  if (chain.numbers.length < 2) return html`${fact}, none after another.`
  const inARow = html`${fact},
  ${chain.numbers.length === queries.length ? 'all' : html`${chain.numbers.length} of them`} one after the other`
  const saved = wall - ifIndependent
  if (saved < wall / 20) return html`${inARow}.`
  return html`${inARow}. If none needs another's result, they could take about <strong>${time(ifIndependent)}</strong>:
    start them together with <code>gather</code> or <code>Promise.all</code>.`
}

function totals({ wall, queries, totals: { sum, waited, busy, chain, ifIndependent } }: TimelineModel): Html {
  const tiles: readonly (readonly [name: string, value: string, meaning: string])[] = [
    ['Wall time', time(wall), 'from beginning to end'],
    ['Database', time(busy), 'at least one query under way'],
    ['All queries', time(sum), `${count(queries.length, 'query', 'queries')} added up`],
    ['Waiting', time(waited), 'for a connection or a turn'],
    [
      'Longest chain',
      count(chain.numbers.length, 'query', 'queries'),
      `${time(chain.milliseconds)}, one after the other`,
    ],
    ['If independent', time(ifIndependent), 'all queries started together'],
  ]
  return html`<dl class="totals">
    ${tiles.map(
      ([name, value, meaning]) =>
        html`<div>
          <dt>${name}</dt>
          <dd><b>${value}</b> <small>${meaning}</small></dd>
        </div> `,
    )}
  </dl>`
}

function repeated({ repeated: groups }: TimelineModel): Html {
  if (groups.length === 0) return html``
  return html`<section class="repeated" aria-labelledby="repeated">
    <h2 id="repeated">Asked again and again</h2>
    <ul>
      ${groups.map(({ sql, numbers }) => html`<li><strong>${numbers.length}×</strong> <code>${sql}</code> <span class="links">${numbers.slice(0, LINKS).map(link)}${numbers.length > LINKS ? html` and ${numbers.length - LINKS} more` : html``}</span></li> `)}
    </ul>
  </section>`
}

/** How many queries of one kind are linked by name. */
const LINKS = 12

function chart(model: TimelineModel): Html {
  const { queries, wall } = model
  const span = Math.max(wall, ...queries.map(({ end }) => end)) || 1
  const step = tickStep(span)
  // The last one would stand outside of the page.
  const ticks = Array.from({ length: Math.ceil((span * 0.93) / step) }, (_, index) => index * step)
  const lines = connectors(queries, span)
  const onChain = new Set(model.totals.chain.numbers)
  return html`<div class="chart" style="--tick:${percent(step, span)}">
    <table>
      <caption>
        Each query from its call to its answer
        <span class="legend"
          ><i class="read"></i> read <i class="write"></i> write <i class="failed"></i> failed
          <i class="waiting"></i> waiting to be sent <i class="line"></i> came after <i class="chain"></i> in the
          longest chain</span
        >
      </caption>
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">Query</th>
          <th scope="col">After</th>
          <th scope="col" class="number">Rows</th>
          <th scope="col" class="number">Time</th>
          <th scope="col" class="axis">
            <span class="name">Timeline</span
            >${ticks.map((tick) => html`<span style="left:${percent(tick, span)}">${time(tick)}</span>`)}
          </th>
        </tr>
      </thead>
      <tbody>
        ${queries.map((query, index) => row(query, lines[index] ?? html``, { span, chained: onChain.has(query.number) }))}
      </tbody>
    </table>
  </div>`
}

function row(
  bar: TimelineQuery,
  lines: Html,
  { span, chained }: { readonly span: number; readonly chained: boolean },
): Html {
  const { number, query, effect, start, sent, end, after } = bar
  const failed = query.error !== undefined
  const kind = failed ? 'failed' : effect
  const where = [query.database, query.connection].filter(Boolean).join(' · ')
  const waiting =
    sent > start
      ? html`<i class="waiting" style="left:${percent(start, span)};width:${percent(sent - start, span)}"></i>`
      : html``
  return html`<tr id="q${number}" ${chained ? html` class="chained"` : html``}>
    <th scope="row">${number}</th>
    <td>
      <details>
        <summary>${query.operation ?? query.sql}${failed ? html` <mark>failed</mark>` : html``}</summary>
        <pre><code>${query.sql}</code></pre>
        ${failed ? html`<p class="error">${messageOf(query.error)}</p>` : html``}
        <p>${effect}${where ? ` · ${where}` : ''}${query.compiled ? ' · SQL compiled for it' : ''}</p>
      </details>
    </td>
    <td>${after === undefined ? html`–` : link(after)}</td>
    <td class="number">${query.rows ?? '–'}</td>
    <td class="number">${time(end - start)}</td>
    <td class="bars">
      <div role="img" aria-label="${spoken(bar)}">
        ${lines}${waiting}<i class="${kind}" style="left:${percent(sent, span)};width:${percent(end - sent, span)}"></i>
      </div>
    </td>
  </tr> `
}

/** A bar in words. */
function spoken({ start, sent, end, after }: TimelineQuery): string {
  const waited = sent > start ? `, waits ${time(sent - start)}` : ''
  const order = after === undefined ? '' : `, after query ${after}`
  return `Begins at ${time(start)}${order}${waited}, runs ${time(end - sent)}`
}

function link(number: number): Html {
  return html`<a href="#q${number}">#${number}</a> `
}

/** A round distance of which 4 to 10 fit. */
function tickStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 4))
  return [5, 2, 1].map((factor) => factor * power).find((step) => span / step >= 4) ?? power
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(3)}%`
}

/** `0.42 ms`, `4.2 ms`, `42 ms`, `4.2 s` */
function time(milliseconds: number): string {
  if (milliseconds >= 1000) return `${Number((milliseconds / 1000).toPrecision(2))} s`
  return `${Number(milliseconds.toPrecision(milliseconds >= 100 ? 3 : 2))} ms`
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
