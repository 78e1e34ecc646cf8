import type { TSESTree } from '@typescript-eslint/types'
import { childrenOf, walk } from '../syntax/walk.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import type { Edit } from './rewrite.ts'

/**
 * Where the line begins of the nearest statement or member around an offset that has nothing before it on its line but
 * others of its kind: a comment may stand above it. What goes has no such line.
 */
export function markableLine({ ast, text }: SourceUnit, offset: number, going: readonly Edit[]): number | undefined {
  for (const node of pathTo(ast, offset)) {
    if (!node.parent) continue
    const line = startOfLine(text, node.range[0])
    const first = listAround(node).find(({ range }) => range[0] >= line)
    if (!first || !/^[ \t]*$/.test(text.slice(line, first.range[0]))) continue
    if (!going.some((edit) => goesWith(edit, line, first))) return line
  }
  return undefined
}

export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** The nodes around a place, the innermost first. */
function pathTo(ast: TSESTree.Program, offset: number): TSESTree.Node[] {
  const path: TSESTree.Node[] = []
  walk(ast, (node) => {
    if (node.type !== 'Program' && (node.range[0] > offset || node.range[1] <= offset)) return 'skip'
    path.unshift(node)
    return undefined
  })
  return path
}

/** The statements or members that a node is one of; none where it is no such thing. */
function listAround(node: TSESTree.Node): readonly TSESTree.Node[] {
  const { parent } = node
  if (!parent || !LISTS.has(parent.type) || (parent.type === 'SwitchCase' && parent.test === node)) return []
  return childrenOf(parent)
}

const LISTS: ReadonlySet<string> = new Set([
  'Program',
  'BlockStatement',
  'StaticBlock',
  'SwitchCase',
  'TSModuleBlock',
  'ClassBody',
  'ObjectExpression',
])

function goesWith({ at, remove }: Edit, line: number, { range: [start, end] }: TSESTree.Node): boolean {
  return (at < line && line < at + remove) || (at <= start && end <= at + remove)
}
