import { RawNode, type OperationNode } from 'kysely'
import type { RightSide, Typed } from './dialect.ts'

/** How a database writes a comparison with a pattern. */
export interface LikeStyle {
  readonly operator: string
  /** Texts put together in SQL. */
  readonly concat: (parts: readonly string[]) => string
  /** Applied to both sides, for a database whose LIKE heeds case where it should not. */
  readonly fold?: string
  /** How a backslash is written in a string of SQL; `\\` where the database reads escapes. */
  readonly backslash?: string
}

/** LIKE with wildcards around the right side, whose own are escaped: in the value, or in SQL for an expression. */
export function likeLookup(style: LikeStyle, before: '' | '%', after: '' | '%') {
  const { operator, fold = '', backslash = '\\' } = style
  const escape = ` escape '${backslash}'`
  return ({ node }: Typed, right: RightSide): OperationNode => {
    if (!right.computed) {
      const pattern = right.bound((value) => `${before}${escaped(String(value))}${after}`)
      return RawNode.create([`${fold}(`, `) ${operator} ${fold}(`, `)${escape}`], [node, pattern])
    }
    const twice = backslash.repeat(2)
    const parts = style.concat([
      ...(before ? ["'%'"] : []),
      `replace(replace(replace(\0, '${backslash}', '${twice}'), '%', '${backslash}%'), '_', '${backslash}_')`,
      ...(after ? ["'%'"] : []),
    ])
    const [start = '', end = ''] = parts.split('\0')
    return RawNode.create([`${fold}(`, `) ${operator} ${fold}(${start}`, `${end})${escape}`], [node, right.node])
  }
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
