import type BetterSqlite3 from 'better-sqlite3'

type Cell = string | number | bigint | null

/** Defines `regexp(pattern, text)`, which heeds case, and `iregexp`: SQLite has none. They are JavaScript's. */
export function defineRegularExpressions(connection: BetterSqlite3.Database): void {
  connection.function('regexp', { deterministic: true }, matcher('u'))
  connection.function('iregexp', { deterministic: true }, matcher('iu'))
}

/** Answers 1 or 0, and null where one of both is null. Remembers the last pattern: all rows are asked for the same. */
function matcher(flags: string) {
  let last = { pattern: '' as Cell, expression: new RegExp('', flags) }
  // better-sqlite3 hands over what SQLite has: no objects but bytes.
  return (pattern: Cell, text: Cell): number | null => {
    if (pattern === null || text === null) return null
    if (last.pattern !== pattern) last = { pattern, expression: new RegExp(String(pattern), flags) }
    return last.expression.test(String(text)) ? 1 : 0
  }
}
