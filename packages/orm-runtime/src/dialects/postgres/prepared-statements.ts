/** A statement that one connection keeps prepared, or is about to. */
export interface PreparedStatement {
  readonly name: string
  /** True once the server has executed it. */
  proven: boolean
  /** Set while the first execution is on its way; never rejects. */
  firstUse: Promise<void> | undefined
}

/** The names of one connection's prepared statements, by their text. Those that were not used for longest are dropped. */
export class PreparedStatements {
  readonly #limit: number
  readonly #bySql = new Map<string, PreparedStatement>()
  #dropped: string[] = []
  #count = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  use(sql: string): PreparedStatement {
    const known = this.#bySql.get(sql)
    if (known) {
      // A map keeps the order of insertion, so the first is the one that was not used for longest.
      this.#bySql.delete(sql)
      this.#bySql.set(sql, known)
      return known
    }
    const [oldest] = this.#bySql.size >= this.#limit ? this.#bySql.keys() : []
    if (oldest !== undefined) this.drop(oldest)
    const made = { name: `orm_${++this.#count}`, proven: false, firstUse: undefined }
    this.#bySql.set(sql, made)
    return made
  }

  /** Forgets a statement's name, or the one given if it is still the statement's. */
  drop(sql: string, name = this.#bySql.get(sql)?.name): void {
    if (name === undefined || this.#bySql.get(sql)?.name !== name) return
    this.#bySql.delete(sql)
    this.#dropped.push(name)
  }

  /** Names dropped since the last call, which the server still knows. */
  takeDropped(): readonly string[] {
    if (this.#dropped.length === 0) return none
    const dropped = this.#dropped
    this.#dropped = []
    return dropped
  }
}

const none: readonly string[] = []
