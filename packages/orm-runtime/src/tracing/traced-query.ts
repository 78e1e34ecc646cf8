/** What tracing needs to know of one statement that was executed: the query log's event. */
export interface TracedQuery {
  /** With placeholders, without values. */
  readonly sql: string
  /** The call as the program writes it: `User.objects.aget()`. */
  readonly operation?: string | undefined
  readonly effect?: 'read' | 'write' | undefined
  /** `performance.now()` when the call was made. */
  readonly startedAt: number
  /** From then to the answer, waiting included. */
  readonly milliseconds: number
  /** How much of it passed before the statement was sent, waiting for its turn or for a connection. */
  readonly waitedMilliseconds?: number | undefined
  /** The database's name in `connect()`. */
  readonly database?: string | undefined
  readonly connection?: string | undefined
  /** How many rows it answered, or changed. */
  readonly rows?: number | undefined
  readonly error?: unknown
  /** True where its SQL was compiled for it, as the first of its shape. */
  readonly compiled?: boolean | undefined
  /** The table of the model that was asked. */
  readonly table?: string | undefined
  /** What kind of database it is. */
  readonly system?: 'sqlite' | 'postgresql' | 'mariadb' | 'mysql' | undefined
  /** Where the server is; none for a file. */
  readonly server?: { readonly address: string; readonly port?: number | undefined } | undefined
}

/** `select`, `insert`, …: the first word of its SQL, in lower case. */
export function verbOf({ sql }: TracedQuery): string {
  return /[a-z]+/i.exec(sql)?.[0].toLowerCase() ?? ''
}
