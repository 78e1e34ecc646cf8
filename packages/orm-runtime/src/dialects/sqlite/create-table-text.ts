import type { FoundCheck, FoundUnique } from '../introspected.ts'

/** What only the text of a CREATE TABLE tells: SQLite's pragmas know no names of constraints, and no checks. */
export interface CreateTableText {
  readonly uniques: readonly FoundUnique[]
  readonly checks: readonly FoundCheck[]
}

/** Reads the constraints of a CREATE TABLE. */
export function readCreateTable(sql: string): CreateTableText {
  const tokens = tokensOf(sql)
  const open = tokens.findIndex(({ text }) => text === '(')
  const uniques: FoundUnique[] = []
  const checks: FoundCheck[] = []
  for (const part of open < 0 ? [] : partsOf(tokens.slice(open + 1))) readPart(part, sql, uniques, checks)
  return { uniques, checks }
}

interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly isWord: boolean
}

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_$][\p{L}\p{N}_$]*|[^\s]/gu

function tokensOf(sql: string): Token[] {
  return [...sql.matchAll(TOKEN)]
    .filter(([text]) => !text.startsWith('--') && !text.startsWith('/*'))
    .map(({ 0: text, index }) => ({ text, start: index, end: index + text.length, isWord: /^[\p{L}_$]/u.test(text) }))
}

/** The columns and constraints: what commas separate, up to the parenthesis that closes the table. */
function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.text === '(') depth++
    if (token.text === ')' && depth-- === 0) return parts
    if (token.text === ',' && depth === 0) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}

function readPart(part: readonly Token[], sql: string, uniques: FoundUnique[], checks: FoundCheck[]): void {
  const [first] = part
  const isConstraint = first?.isWord === true && /^(constraint|primary|unique|check|foreign)$/i.test(first.text)
  const column = first && !isConstraint ? nameOf(first) : undefined
  let name: string | undefined
  for (let at = column === undefined ? 0 : 1; at < part.length; at++) {
    const { text, isWord } = part[at]!
    const word = isWord ? text.toLowerCase() : text
    const next = part[at + 1]
    if (word === 'constraint' && next) {
      name = nameOf(next)
      at++
    } else if (word === '(') {
      at = closing(part, at)
    } else if (word === 'unique') {
      const end = closing(part, at + 1)
      const columns = column === undefined ? part.slice(at + 2, end).filter(({ text: one }) => one !== ',') : []
      uniques.push({ name, columns: column === undefined ? columns.map(nameOf) : [column] })
      name = undefined
    } else if (word === 'check' && next) {
      const end = closing(part, at + 1)
      const where = sql.slice(next.end, part[end]?.start).trim()
      checks.push({ name, where, column: inColumn(where) })
      name = undefined
      at = end
    }
  }
}

/** The column of `column in ('a', 'b')`. */
function inColumn(where: string): string | undefined {
  const [column, word, open, ...rest] = tokensOf(where)
  if (!column || word?.text.toLowerCase() !== 'in' || open?.text !== '(' || rest.at(-1)?.text !== ')') return undefined
  const isConstant = ({ text }: Token) => /^('.*'|[\d.,-])$/s.test(text)
  return rest.slice(0, -1).every(isConstant) ? nameOf(column) : undefined
}

function closing(part: readonly Token[], open: number): number {
  let depth = 0
  for (let at = open; at < part.length; at++) {
    if (part[at]!.text === '(') depth++
    if (part[at]!.text === ')' && --depth === 0) return at
    if (depth === 0) return at
  }
  return part.length
}

function nameOf({ text }: Token): string {
  const quote = text.charAt(0)
  if (quote === '[') return text.slice(1, -1)
  return '"`\''.includes(quote) ? text.slice(1, -1).replaceAll(quote.repeat(2), quote) : text
}
