import type { AwaitMember } from '../passes/independence/find-awaits-in-line.ts'
import type { SequentialGroup } from '../passes/independence/infer-independence.ts'
import { walk } from '../syntax/walk.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { boundNames } from './bound-names.ts'
import { commentsAround, type CommentsAround } from './comments-around.ts'
import { importNamed } from './import-named.ts'
import { indentationAt, indentationStep, lineBreakOf } from './indentation.ts'
import { insertion, type Edit, type Rewrite } from './rewrite.ts'

const WIDTH = 120

/**
 * Awaits a group once: `const [a, b] = await Promise.all([f(), g()])`, or with thunks given to `gather`. The elements stay
 * where they are in the text; what stood around them goes, and comments stay beside their element.
 */
export function awaitTogether(unit: SourceUnit, group: SequentialGroup): Rewrite {
  const frame = frameOf(unit, group)
  const comments = commentsAround(unit, group)
  const layout = layoutOf(unit, group, frame, comments)
  const writing: Writing = { unit, group, comments, ...frame, ...layout }
  return {
    title: `Send the ${group.members.length} together`,
    applicability: 'safe',
    edits: [
      ...frame.imports,
      ...openGroup(writing),
      ...group.members.slice(1).map((_, index) => betweenElements(writing, index)),
      ...closeGroup(writing),
      ...(layout.separator === ' ' ? [] : group.members.flatMap((member) => deeper(unit, member, layout.step))),
    ],
    assumptions: group.assumptions,
  }
}

/** What is written around the elements. */
interface Frame {
  readonly open: string
  /** Stands before each element: the arrow of a thunk. */
  readonly each: string
  readonly close: string
  readonly imports: readonly Edit[]
}

function frameOf(unit: SourceUnit, { form }: SequentialGroup): Frame {
  if (form.kind === 'promise-all') return { open: 'Promise.all([', each: '', close: '])', imports: [] }
  const { name, edits } = importNamed(unit, form.gather)
  return { open: `${name}(`, each: '() => ', close: ')', imports: edits }
}

interface Layout {
  /** What stands before each element: a space, or a line end with the elements' indentation. */
  readonly separator: string
  /** A line break and the indentation of the statement. */
  readonly line: string
  readonly step: string
}

function layoutOf(unit: SourceUnit, group: SequentialGroup, frame: Frame, comments: CommentsAround): Layout {
  const [first] = group.members
  const indent = indentationAt(unit.text, first.statement.range[0])
  const outerLine = `${lineBreakOf(unit.text)}${indent}`
  const step = indentationStep(unit.text)
  const elements = group.members.map(({ argument }) => unit.text.slice(...argument.range))
  const line = `${indent}${boundNames(unit, group)}${frame.open}${elements.map((text) => frame.each + text).join(', ')}${frame.close}`
  const fits = line.length <= WIDTH && !line.includes('\n') && comments.isEmpty
  return { separator: fits ? ' ' : `${outerLine}${step}`, line: outerLine, step }
}

interface Writing extends Frame, Layout {
  readonly unit: SourceUnit
  readonly group: SequentialGroup
  readonly comments: CommentsAround
}

function openGroup(writing: Writing): Edit[] {
  const { unit, group, comments, open, each, separator, line } = writing
  const [first] = group.members
  const start = first.statement.range[0]
  const before = placedText(writing, 'before').map((text) => `${text}${line}`)
  const leading = comments.before(0).map((comment) => `${comment}${separator}`)
  const gap = separator === ' ' ? '' : separator
  return [
    {
      fileName: unit.fileName,
      at: start,
      remove: first.argument.range[0] - start,
      insert: `${before.join('')}${separated(before.at(-1)?.trimEnd(), boundNames(unit, group))}${open}${gap}${leading.join('')}${each}`,
    },
  ]
}

function betweenElements({ unit, group, comments, each, separator }: Writing, index: number): Edit {
  const { members } = group
  const [at, end] = [members[index]?.argument.range[1] ?? 0, members[index + 1]?.argument.range[0] ?? 0]
  const trailing = comments.behind(index).map((comment) => ` ${comment}`)
  const leading = comments.before(index + 1).map((comment) => `${separator}${comment}`)
  return {
    fileName: unit.fileName,
    at,
    remove: end - at,
    insert: `,${trailing.join('')}${leading.join('')}${separator}${each}`,
  }
}

function closeGroup(writing: Writing): Edit[] {
  const { unit, group, comments, close, separator, line } = writing
  const last = lastOf(group)
  const { range } = last.statement
  const at = last.argument.range[1]
  const end = unit.text[range[1] - 1] === ';' ? range[1] - 1 : range[1]
  const trailing = comments.behind(group.members.length - 1).map((comment) => ` ${comment}`)
  const insert = separator === ' ' ? close : `,${trailing.join('')}${line}${close}`
  const after = placedText(writing, 'after').map((text) => `${line}${end < range[1] ? text : separated('', text)}`)
  return [
    { fileName: unit.fileName, at, remove: end - at, insert, around: [last.await.range[0], end] },
    ...(after.length > 0 ? [insertion(unit, comments.end, after.join(''))] : []),
  ]
}

/** A semicolon keeps code that begins like the rest of an expression from being read as that of the line before. */
function separated(before: string | undefined, text: string): string {
  const code = text.replace(/^(?:\/\/.*\n\s*|\/\*[^]*?\*\/\s*)+/, '')
  return before !== undefined && !before.endsWith(';') && /^[[(`+\-/]/.test(code) ? `;${text}` : text
}

function lastOf({ members: [, second, ...others] }: SequentialGroup): AwaitMember {
  return others.at(-1) ?? second
}

function placedText({ unit, group, comments }: Writing, placement: 'before' | 'after'): string[] {
  return group.between
    .filter((placed) => placed.placement === placement)
    .map(({ statement }) => unit.text.slice(...comments.extentOf(statement)))
}

/** Lines of an element move in with it, but for those inside a template literal. */
function deeper(unit: SourceUnit, { argument }: AwaitMember, step: string): Edit[] {
  const literals: (readonly [number, number])[] = []
  walk(argument, (node) => {
    if (node.type === 'TemplateLiteral') literals.push(node.range)
  })
  const lines = [...unit.text.slice(...argument.range).matchAll(/\n(?!\r?\n)/g)]
  return lines
    .map(({ index }) => argument.range[0] + index + 1)
    .filter((at) => !literals.some(([start, end]) => start < at && at < end))
    .map((at) => insertion(unit, at, step))
}
