import type { TSESTree } from '@typescript-eslint/types'
import type { AwaitMember } from '../passes/independence/find-awaits-in-line.ts'
import type { SequentialGroup } from '../passes/independence/infer-independence.ts'
import type { SourceUnit } from '../types/source-provider.ts'

/** The comments of a group's statements, by what they belong to: one at the end of a line to what the line says. */
export interface CommentsAround {
  readonly isEmpty: boolean
  /** Comments before a member, each as its text. */
  readonly before: (member: number) => readonly string[]
  /** Comments behind a member, on its last line. */
  readonly behind: (member: number) => readonly string[]
  /** A statement between, with its own comments. */
  readonly extentOf: (statement: TSESTree.Statement) => readonly [start: number, end: number]
  /** Where the last member's line ends. */
  readonly end: number
}

export function commentsAround(unit: SourceUnit, { members, between }: SequentialGroup): CommentsAround {
  const { text } = unit
  const [first, second, ...others] = members
  const [start, end] = [first.statement.range[0], (others.at(-1) ?? second).statement.range[1]]
  const within = (unit.ast.comments ?? []).filter(({ range }) => range[0] >= start && range[1] <= end)
  const outside = within.filter(({ range }) =>
    members.every(({ argument }) => range[0] < argument.range[0] || range[1] > argument.range[1]),
  )
  const placed = between.map(({ statement }) => statement)
  const owners = outside.map((comment) => ({ comment, owner: ownerOf(text, comment, members, placed) }))
  const of = (owner: Owner) =>
    owners.filter((one) => isSameOwner(one.owner, owner)).map(({ comment }) => text.slice(...comment.range))
  const extentOf = (statement: TSESTree.Statement): readonly [number, number] => {
    const own = owners.filter(({ owner }) => owner.of === statement).map(({ comment }) => comment.range)
    const ranges = [statement.range, ...own]
    return [Math.min(...ranges.map(([from]) => from)), Math.max(...ranges.map(([, to]) => to))]
  }
  return {
    isEmpty: owners.every(({ owner }) => typeof owner.of !== 'number'),
    before: (member) => of({ of: member, side: 'before' }),
    behind: (member) => of({ of: member, side: 'behind' }),
    extentOf,
    end: endOfLine(unit, end),
  }
}

interface Owner {
  readonly of: number | TSESTree.Statement
  readonly side: 'before' | 'behind'
}

const isSameOwner = (left: Owner, right: Owner) => left.of === right.of && left.side === right.side

function ownerOf(
  text: string,
  comment: TSESTree.Comment,
  members: readonly AwaitMember[],
  statements: readonly TSESTree.Statement[],
): Owner {
  const pieces: (readonly [of: Owner['of'], range: readonly [number, number]])[] = [
    ...members.map(({ argument }, index) => [index, argument.range] as const),
    ...statements.map((statement) => [statement, statement.range] as const),
  ].sort(([, [left]], [, [right]]) => left - right)
  const inside = pieces.find(([, range]) => range[0] <= comment.range[0] && comment.range[1] <= range[1])
  if (inside) return { of: inside[0], side: 'behind' }
  const earlier = pieces.filter(([, range]) => range[1] <= comment.range[0]).at(-1)
  const later = pieces.find(([, range]) => range[0] >= comment.range[1])
  if (earlier && !text.slice(earlier[1][1], comment.range[0]).includes('\n')) return { of: earlier[0], side: 'behind' }
  return later ? { of: later[0], side: 'before' } : { of: members.length - 1, side: 'behind' }
}

/** Behind the comments that end a statement's last line. */
function endOfLine({ text, ast }: SourceUnit, end: number): number {
  const comments = (ast.comments ?? []).filter(
    ({ range }) =>
      range[0] >= end && !text.slice(end, range[0]).includes('\n') && /^\s*$/.test(text.slice(end, range[0])),
  )
  return Math.max(end, ...comments.map(({ range }) => range[1]))
}
