import type { Client } from 'pg'
import type { ResultColumn, Row } from '../connections.ts'
import type { Driver } from './driver.ts'
import type { WireValue } from './parameters.ts'
import { resultColumn } from './result-kinds.ts'

/** A statement as it is sent. Without a name and without values it may be several, separated by semicolons. */
export interface WireStatement {
  readonly text: string
  readonly values?: WireValue[]
  readonly name?: string
  /** The answer names its columns. */
  readonly describe?: true
}

/** The server's answer; of several statements, the last one's. */
export interface Answer {
  readonly rows: Row[]
  /** What the server says it did: `INSERT 0 5`, `SELECT 3`, `COMMIT`. */
  readonly tag: string
  readonly columns?: readonly ResultColumn[]
}

/** Sends a statement over a connection. */
export type Send = (client: Client, statement: WireStatement) => Promise<Answer>

/**
 * A sender that takes rows as the protocol brings them, arrays of texts. The driver's own result would first look up a
 * parser for each column and call it for each value, which costs a quarter of a small query's time.
 */
export function rowsSender(driver: Driver): Send {
  class RowsQuery extends driver.Query {
    readonly #resolve: (answer: Answer) => void
    #rows: Row[] = []
    #tag = ''
    #columns: ResultColumn[] | undefined

    constructor(statement: WireStatement, resolve: (answer: Answer) => void, reject: (error: unknown) => void) {
      // Only errors are told to the callback, because the methods that answer are replaced below.
      super(statement, reject)
      this.#resolve = resolve
      if (statement.describe) this.#columns = []
    }

    handleRowDescription(message: { readonly fields: readonly FieldDescription[] }): void {
      this.#rows = []
      if (this.#columns) this.#columns = message.fields.map(({ name, dataTypeID }) => resultColumn(name, dataTypeID))
    }

    handleDataRow(message: { readonly fields: Row }): void {
      this.#rows.push(message.fields)
    }

    handleCommandComplete(message: { readonly text: string }): void {
      this.#tag = message.text
    }

    handleReadyForQuery(): void {
      const answer = { rows: this.#rows, tag: this.#tag }
      this.#resolve(this.#columns ? { ...answer, columns: this.#columns } : answer)
    }
  }
  return (client, statement) =>
    new Promise((resolve, reject) => void client.query(new RowsQuery(statement, resolve, reject)))
}

interface FieldDescription {
  readonly name: string
  readonly dataTypeID: number
}
