import { settled } from '../../pool/settled.ts'
import type { Row } from '../connections.ts'

/** Where rows come from: it can be told to send none for a while. */
export interface RowSource {
  readonly pause: () => void
  readonly resume: () => void
}

/** Rows that are pushed by a connection and pulled in chunks. A full chunk pauses the source until it is pulled. */
export class RowReader {
  readonly #chunkSize: number
  readonly #source: RowSource
  #chunks: Row[][] = []
  #filling: Row[] = []
  #keep: 'a chunk' | 'all' | 'none' = 'a chunk'
  #failure: Error | undefined
  #isOver = false
  readonly #end = settled()
  #wake = () => {}

  constructor(chunkSize: number, source: RowSource) {
    this.#chunkSize = chunkSize
    this.#source = source
  }

  /** True once the source will send no more. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Resolves when the source will send no more, for whatever reason. */
  get end(): Promise<void> {
    return this.#end.promise
  }

  take(row: Row): void {
    if (this.#keep === 'none') return
    this.#filling.push(row)
    if (this.#filling.length < this.#chunkSize) return
    this.#chunks.push(this.#filling)
    this.#filling = []
    if (this.#keep === 'a chunk') this.#source.pause()
    this.#wake()
  }

  /** Tells that no more rows will come, because of a failure or because these were all. */
  finish(failure?: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#failure = failure
    this.#end.resolve()
    this.#wake()
  }

  /** The next chunk; empty after the last. @throws What the source failed with. */
  async next(): Promise<readonly Row[]> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (chunk) {
        // The next chunk comes while this one is worked on.
        if (this.#chunks.length === 0) this.#source.resume()
        return chunk
      }
      if (this.#failure) throw this.#failure
      if (this.#isOver) return this.#filling.splice(0)
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  /** Takes all rows into memory, so that the source is free for something else. */
  async fetchRest(): Promise<void> {
    if (this.#keep === 'a chunk') this.#keep = 'all'
    this.#source.resume()
    await this.end
  }

  /** Lets the rest go by. */
  drop(): void {
    this.#keep = 'none'
    this.#chunks = []
    this.#filling = []
    this.#source.resume()
  }
}
