import type { TSESTree } from '@typescript-eslint/types'
import type { SourceUnit } from '../types/source-provider.ts'
import { indentationAt, lineBreakOf } from './indentation.ts'
import { replacement, type Edit } from './rewrite.ts'

/** What is copied of a file, with the comments right above it, and how the copy is set behind it. */
export interface CopyPlace {
  readonly from: number
  readonly to: number
  readonly at: number
  readonly before: string
  readonly after: string
}

export function copyPlace({ text }: SourceUnit, nodes: readonly [TSESTree.Node, ...TSESTree.Node[]]): CopyPlace {
  const [first] = nodes
  const start = first.range[0]
  const to = (nodes.at(-1) ?? first).range[1]
  const from = startWithComments(text, start)
  const line = `${lineBreakOf(text)}${indentationAt(text, start)}`
  const isOnOwnLine = /(?:^|\n)[ \t]*$/.test(text.slice(0, start))
  if (first.type === 'Property') return { from, to, at: to, before: isOnOwnLine ? `,${line}` : ', ', after: '' }
  if (/Signature$/.test(first.type)) {
    const separator = /[;,]$/.test(text.slice(start, to)) || isOnOwnLine ? '' : ';'
    return { from, to, at: to, before: separator + (isOnOwnLine ? line : ' '), after: '' }
  }
  const isApart = text.slice(from, to).includes('\n') || /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(0, from))
  const comment = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(to))?.[0] ?? ''
  const before = isOnOwnLine ? (isApart ? lineBreakOf(text) : '') + line : ' '
  return { from, to, at: to + comment.length, before, after: '' }
}

/** Removes some code with its comments and its line, and one of the blank lines around it. */
export function removalOf(unit: SourceUnit, [start, end]: readonly [start: number, end: number]): Edit {
  const { text } = unit
  const from = startWithComments(text, start)
  const lineStart = from - indentationAt(text, from).length
  const isOnOwnLine = lineStart === 0 || text[lineStart - 1] === '\n'
  const behind = /^(?:,|[ \t]*;)?(?:[ \t]*\/\/[^\r\n]*)?[ \t]*(?:\r?\n)?/.exec(text.slice(end))?.[0] ?? ''
  if (!isOnOwnLine || !behind.endsWith('\n')) {
    const inLine = /^[ \t]*[,;]?[ \t]*/.exec(text.slice(end))?.[0] ?? ''
    return replacement(unit, [from, end + inLine.length], '')
  }
  const to = end + behind.length
  const isFirst = lineStart === 0 || /\n[ \t]*\r?\n$/.test(text.slice(0, lineStart))
  const blank = isFirst ? (/^[ \t]*\r?\n/.exec(text.slice(to))?.[0] ?? '') : ''
  return replacement(unit, [lineStart, to + blank.length], '')
}

/** Where the comments begin that stand right above some code. */
function startWithComments(text: string, start: number): number {
  const above = text.slice(0, start)
  const comments = /(?:(?:^|(?<=\n))[ \t]*(?:\/\/[^\n]*|\/\*(?:(?!\*\/)[^])*\*\/)[ \t]*\r?\n)+[ \t]*$/.exec(above)
  return comments ? comments.index + (/^[ \t]*/.exec(comments[0])?.[0].length ?? 0) : start
}
