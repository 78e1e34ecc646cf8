import { verbOf, type TracedQuery } from './traced-query.ts'

/** The queries of a timeline and what they say together; all times are milliseconds. */
export interface TimelineModel {
  readonly title: string
  readonly wall: number
  /** In the order in which they began. */
  readonly queries: readonly TimelineQuery[]
  readonly totals: TimelineTotals
  /** The same question several times, most often first: what one query could ask for at once. */
  readonly repeated: readonly { readonly sql: string; readonly numbers: readonly number[] }[]
}

/** One bar. */
export interface TimelineQuery {
  /** From 1. */
  readonly number: number
  readonly query: TracedQuery
  readonly effect: 'read' | 'write'
  /** From the beginning of the timeline to the call, to its being sent, and to its answer. */
  readonly start: number
  readonly sent: number
  readonly end: number
  /**
   * The query that it came after: the last one that had ended when it began. That is read from the times, so it says that
   * it *did* wait, and leaves open whether it had to.
   */
  readonly after: number | undefined
}

export interface TimelineTotals {
  /** All queries' times together. */
  readonly sum: number
  /** How much of it was waiting for a connection or a turn. */
  readonly waited: number
  /** How long at least one query was under way. */
  readonly busy: number
  /** The longest row of queries of which each came after the one before. */
  readonly chain: { readonly numbers: readonly number[]; readonly milliseconds: number }
  /** The wall time if no query had to wait for another. */
  readonly ifIndependent: number
}

/** Reads the order of queries from their times. */
export function timelineModel(
  title: string,
  startedAt: number,
  wall: number,
  traced: readonly TracedQuery[],
): TimelineModel {
  const queries = bars(startedAt, traced)
  const busy = covered(queries)
  const longest = Math.max(0, ...queries.map(({ start, end }) => end - start))
  const totals: TimelineTotals = {
    sum: sumOf(queries.map(({ start, end }) => end - start)),
    waited: sumOf(queries.map(({ start, sent }) => sent - start)),
    busy,
    chain: longestChain(queries),
    ifIndependent: Math.max(0, wall - busy) + longest,
  }
  return { title, wall, queries, totals, repeated: repetitions(queries) }
}

function bars(startedAt: number, traced: readonly TracedQuery[]): readonly TimelineQuery[] {
  const inOrder = traced.toSorted((a, b) => a.startedAt - b.startedAt)
  const found: TimelineQuery[] = []
  for (const query of inOrder) {
    const start = Math.max(0, query.startedAt - startedAt)
    const sent = start + Math.min(query.waitedMilliseconds ?? 0, query.milliseconds)
    const ended = found.filter(({ end }) => end <= start)
    const after = ended.reduce<TimelineQuery | undefined>(
      (last, one) => (last && last.end > one.end ? last : one),
      undefined,
    )
    const effect = query.effect ?? (READING.has(verbOf(query)) ? 'read' : 'write')
    const end = start + query.milliseconds
    found.push({ number: found.length + 1, query, effect, start, sent, end, after: after?.number })
  }
  return found
}

const READING = new Set(['select', 'with', 'explain', 'pragma', 'show'])

/** The length of what the bars cover together. */
function covered(queries: readonly TimelineQuery[]): number {
  let total = 0
  let reached = 0
  for (const { start, end } of queries) {
    total += Math.max(0, end - Math.max(start, reached))
    reached = Math.max(reached, end)
  }
  return total
}

function longestChain(queries: readonly TimelineQuery[]): TimelineTotals['chain'] {
  const lengths: number[] = []
  for (const { after } of queries) lengths.push(1 + (after === undefined ? 0 : (lengths[after - 1] ?? 0)))
  const chain: TimelineQuery[] = []
  let at = queries[lengths.indexOf(Math.max(...lengths))]
  while (at) {
    chain.unshift(at)
    at = at.after === undefined ? undefined : queries[at.after - 1]
  }
  return {
    numbers: chain.map(({ number }) => number),
    milliseconds: sumOf(chain.map(({ start, end }) => end - start)),
  }
}

function repetitions(queries: readonly TimelineQuery[]): TimelineModel['repeated'] {
  const bySql = new Map<string, number[]>()
  for (const { number, effect, query } of queries) {
    if (effect === 'read') bySql.set(query.sql, [...(bySql.get(query.sql) ?? []), number])
  }
  return [...bySql]
    .map(([sql, numbers]) => ({ sql, numbers }))
    .filter(({ numbers }) => numbers.length >= REPEATED)
    .toSorted((a, b) => b.numbers.length - a.numbers.length)
}

/** From how many times on the same question is worth a word. */
const REPEATED = 3

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
