import type { Cell, Row } from '../connections.ts'

export interface ChunkLimits {
  readonly rows: number
  /** About bytes; a chunk goes beyond it with its last row at most. */
  readonly weight: number
}

/**
 * What one message between threads may weigh. The main thread stands still while it reads a message: 30,000 rows in one
 * held it for 35 ms, this much for 1 to 2 ms.
 */
export const MESSAGE_WEIGHT = 256_000

/** The next rows within the limits; empty when there are none. */
export function takeChunk(rows: Iterator<Row>, limits: ChunkLimits): readonly Row[] {
  const chunk: Row[] = []
  let weight = 0
  while (chunk.length < limits.rows && weight < limits.weight) {
    const next = rows.next()
    if (next.done) break
    chunk.push(next.value)
    weight += weightOf(next.value)
  }
  return chunk
}

/** The rows as they are, if they go in one message; otherwise its part of them. */
export function firstMessage(rows: readonly Row[]): readonly Row[] {
  let weight = 0
  for (const [index, row] of rows.entries()) {
    if (weight >= MESSAGE_WEIGHT) return rows.slice(0, index)
    weight += weightOf(row)
  }
  return rows
}

export function weightOf(row: Row): number {
  let weight = 16
  for (const cell of row) weight += 8 + sizeOf(cell)
  return weight
}

function sizeOf(cell: Cell): number {
  if (typeof cell === 'string') return cell.length
  return cell instanceof Uint8Array ? cell.byteLength : 0
}
