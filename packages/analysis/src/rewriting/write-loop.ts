import type { TSESTree } from '@typescript-eslint/types'
import type { LoopCallback } from '../passes/propagation/find-loop-callback.ts'
import type { NamedCallback } from '../passes/propagation/loop-body.ts'
import type { Gives } from '../profiles/array-callbacks.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { returnedExpressions } from '../syntax/own-nodes.ts'
import { indentationStep } from './indentation.ts'
import { loopBindings, type LoopBindings } from './loop-bindings.ts'
import { LOOP_FORMS, type LoopForm } from './loop-forms.ts'
import { loopFrame, type LoopFrame, type LoopSurroundings } from './loop-frame.ts'
import { aroundAnswer, isNegation, loopReturns, type AnswerWriting } from './loop-returns.ts'
import { insertion, replacement, type Edit } from './rewrite.ts'

/** Edits, and the text that moves behind the loops: what the statement begins with. */
export interface LoopEdits {
  readonly edits: readonly Edit[]
  readonly moved: readonly [start: number, end: number]
  readonly call: TSESTree.Expression
  /** Puts the moved text in, with what is changed in it. */
  readonly insertMoved: (text: string) => Edit
  /** True for an array that a member's name follows in the loop. */
  readonly isMemberBase: (array: TSESTree.Node) => boolean
  /** True for an answer that loses the `!` before it, and with it the need of parentheses. */
  readonly isBare: (answer: TSESTree.Node) => boolean
}

/**
 * Makes loops of calls with callbacks:
 *
 *     const users = ids.map((id) => load(id))   →   const users: User[] = []
 *                                                   for (const id of ids) users.push(load(id))
 *
 * Arrays and the callbacks' bodies stay where they are, so that edits inside them compose with these. Comments in what
 * goes come before the loop. The calls are one chain, the first one first: each runs over what the one before it gives.
 */
export function writeLoops(
  unit: SourceUnit,
  first: LoopCallback,
  others: readonly LoopCallback[],
  surroundings: LoopSurroundings,
): LoopEdits {
  const last = others.at(-1) ?? first
  const frame = loopFrame(unit, last, others.length > 0 ? 'chain' : 'single', surroundings)
  const loops = [first, ...others].map((loop) => partsOf(unit, loop, frame, surroundings))
  const [start] = first.elements.node.range
  const edits = loops.flatMap((part, index): Edit[] => {
    const next = loops[index + 1]
    const join = next ? `${part.tail}${part.end}${frame.line}${next.head}${part.value}` : ''
    return [...part.edits, ...(next ? [replacement(unit, part.tailRange, join)] : [])]
  })
  const opening = replacement(unit, [frame.start, start], `${frame.open}${loops[0]?.head ?? ''}`)
  return {
    edits: [{ ...opening, around: [frame.start, frame.end] }, ...edits, ...frame.edits],
    moved: frame.moved,
    call: last.call,
    insertMoved: (moved) => ending(unit, frame, loops.at(-1) as Parts, moved),
    isMemberBase: (array) => loops.some((part) => part.array === array && part.isMemberBase),
    isBare: ({ parent }) => parent !== undefined && isNegation(parent) && [first, ...others].some(negates(parent)),
  }
}

/** True for a loop that takes the `!` from an answer of its callback. */
const negates =
  (answer: TSESTree.UnaryExpression) =>
  ({ elements, callback }: LoopCallback): boolean =>
    elements.gives === 'all' && callback.kind === 'written' && returnedExpressions(callback.node).includes(answer)

/** What stands behind the last loop: the statement as it was, with the variable in the call's place. */
function ending(unit: SourceUnit, frame: LoopFrame, parts: Parts, moved: string): Edit {
  const { tail, end, value, tailRange, isBlock } = parts
  const [from, to] = tailRange
  const kept = `${frame.prefix}${moved}${value}`.trimEnd()
  if (kept === '') {
    return replacement(unit, [from, isBlock && unit.text[to] === ';' ? to + 1 : to], tail)
  }
  const separator = frame.semicolon === '' && /^[([`/+-]/.test(kept) ? ';' : ''
  return replacement(unit, tailRange, `${tail}${end}${frame.line}${separator}${kept}`)
}

interface Parts {
  readonly array: TSESTree.Node
  readonly isMemberBase: boolean
  /** The variable's declaration, and the loop up to its array. */
  readonly head: string
  readonly edits: readonly Edit[]
  /** What the loop ends with, and the range of the text that it replaces. */
  readonly tail: string
  readonly tailRange: readonly [start: number, end: number]
  /** True where it ends with a block, which no semicolon follows. */
  readonly isBlock: boolean
  /** What separates it from the next statement. */
  readonly end: string
  /** What stands for the call behind the loop. */
  readonly value: string
}

function partsOf(unit: SourceUnit, loop: LoopCallback, frame: LoopFrame, surroundings: LoopSurroundings): Parts {
  const { call, callback, elements } = loop
  const { gives, node: array } = elements
  const form = LOOP_FORMS[gives as keyof typeof LOOP_FORMS]
  const freshName = (wanted: string) => surroundings.freshName(call, wanted)
  const bindings = loopBindings(unit, loop, form, freshName, frame.declared?.id.name)
  const stops = frame.isReturned && form.stopsWith !== undefined
  const result = resultName(loop, frame, form, bindings, freshName)
  const isLabelled = needsLabel(loop)
  const writing: AnswerWriting = {
    unit,
    form,
    names: { result, item: bindings.item, index: bindings.index },
    semicolon: frame.semicolon,
    accumulator: bindings.handedOn,
    label: isLabelled ? freshName('each') : '',
    stop: (value, to) => (frame.isReturned ? [`return ${value}`] : [`${result} = ${value}`, `break${to}`]),
    isAwaited: (node) => node === callback.node || surroundings.isAwaited(node),
  }
  const [open, close] = needsParentheses(array, bindings) ? ['(', ')'] : ['', '']
  const [start, end] = bodyRange(loop)
  const body = bodyOf(unit, loop, writing, bindings, frame, surroundings)
  const comments = commentsIn(unit, [call.range[0], array.range[0]], [array.range[1], start], [end, call.range[1]])
  const declaration = stops ? '' : declarationOf(unit, loop, form, result, frame)
  return {
    array,
    isMemberBase: bindings.iterated[1].startsWith('.'),
    head:
      `${declaration}${comments.map((one) => one + frame.line).join('')}${isUsed(writing.label, body.edits) ? `${writing.label}: ` : ''}` +
      `for ${elements.container === 'generator' ? 'await ' : ''}(${bindings.head} of ${bindings.iterated[0]}${open}`,
    edits: [replacement(unit, [array.range[1], start], `${close}${bindings.iterated[1]}) ${body.open}`), ...body.edits],
    tail: body.close,
    tailRange: [end, call.range[1]],
    isBlock: body.close.endsWith('}') || body.isBlock,
    end: body.close.endsWith('}') || body.isBlock ? '' : frame.semicolon,
    value: stops ? (form.initial ?? 'undefined') : frame.declared ? '' : (form.value?.(result) ?? result),
  }
}

function resultName(
  { elements }: LoopCallback,
  { declared }: LoopFrame,
  { name }: LoopForm,
  { accumulator }: LoopBindings,
  freshName: (wanted: string) => string,
): string {
  if (elements.gives === 'nothing') return ''
  return declared?.id.name ?? accumulator ?? freshName(name)
}

function declarationOf(
  { text }: SourceUnit,
  { elements, result: { type, initial } }: LoopCallback,
  form: LoopForm,
  name: string,
  { declared, semicolon, line }: LoopFrame,
): string {
  if (elements.gives === 'nothing') return ''
  const start = initial ? text.slice(...initial.range) : form.initial
  const isPlain = initial ? saysType(start ?? '', initial, type ?? '') : start !== '[]' && start !== undefined
  const typed = isPlain || type === undefined || declared?.id.typeAnnotation ? '' : `: ${form.type?.(type) ?? type}`
  const keyword = declared ? '' : `${form.initial === '[]' ? 'const' : 'let'} ${name}`
  return `${keyword}${typed}${start === undefined ? '' : ` = ${start}`}${semicolon}${line}`
}

/** True for a value that has the type of what `reduce` gives by itself. */
function saysType(text: string, { type }: TSESTree.Expression, wanted: string): boolean {
  if (type === 'Literal') return wanted === 'number' || wanted === 'string' || wanted === 'boolean'
  return text === `new ${wanted}()` || text.endsWith(` as ${wanted}`)
}

interface Body {
  readonly open: string
  readonly close: string
  readonly edits: readonly Edit[]
  readonly isBlock: boolean
}

/** The loop's body: the callback's block, its answer, or a call of it. */
function bodyOf(
  unit: SourceUnit,
  { callback, elements: { gives } }: LoopCallback,
  writing: AnswerWriting,
  { unpacked }: LoopBindings,
  { line, semicolon }: LoopFrame,
  { isOpened }: LoopSurroundings,
): Body {
  const inner = `${line}${indentationStep(unit.text)}`
  const declarations = unpacked.map((write) => write(writing.names.result))
  if (callback.kind === 'none')
    return { open: `${writing.names.result}.push(${writing.names.item})`, close: '', edits: [], isBlock: false }
  if (callback.kind === 'named') {
    const [open, close] = [`await `, `(${handedTo(callback, gives, writing.names.result).join(', ')})`]
    const around = aroundAnswer(writing, callback.node, 'nothing')
    return { open: `${around.open}${open}`, close: `${close}${around.close}`, edits: [], isBlock: false }
  }
  const { body } = callback.node
  if (body.type === 'BlockStatement') {
    const opening = declarations.map((one) => `${inner}${one}${semicolon}`).join('')
    const edits = opening === '' ? [] : [insertion(unit, body.range[0] + 1, opening)]
    return { open: '', close: '', edits: [...edits, ...loopReturns(writing, callback)], isBlock: true }
  }
  const { open, close, edits } = aroundAnswer(writing, body, 'nothing')
  const isBlock = declarations.length > 0 || isOpened(callback.node)
  const opened = { ...insertion(unit, body.range[0], open), around: [body.range[0], body.range[1] + 1] as const }
  const ended = close.endsWith('}') ? '' : semicolon
  return {
    open: isBlock ? `{${declarations.map((one) => `${inner}${one}${semicolon}`).join('')}${inner}` : '',
    close: isBlock ? `${close}${ended}${line}}` : close,
    edits: [...(open === '' ? [] : [opened]), ...edits],
    isBlock,
  }
}

/** A function that is named is handed the variable that `reduce` hands on. */
function handedTo({ parameters }: NamedCallback, gives: Gives, result: string): readonly string[] {
  return gives === 'reduced' ? [result, ...parameters.slice(1)] : parameters
}

/** The parentheses that an array had before `.map` went with it. */
function needsParentheses({ type }: TSESTree.Expression, { iterated: [, close] }: LoopBindings): boolean {
  return type === 'SequenceExpression' || (/^\.| \?\?/.test(close) && !BINDS_TIGHTER_THAN_A_MEMBER.has(type))
}

const BINDS_TIGHTER_THAN_A_MEMBER = new Set([
  ...['Identifier', 'MemberExpression', 'CallExpression', 'ArrayExpression', 'ThisExpression', 'TSNonNullExpression'],
  ...['ObjectExpression'],
])

function needsLabel({ callback }: LoopCallback): boolean {
  return callback.kind === 'written' && callback.earlyReturns.some(({ inside }) => inside !== 'nothing')
}

function isUsed(label: string, edits: readonly Edit[]): boolean {
  return label !== '' && edits.some(({ insert }) => new RegExp(`\\b(?:continue|break) ${label}\\b`).test(insert))
}

function bodyRange({ callback }: LoopCallback): readonly [number, number] {
  if (callback.kind === 'none') return [callback.node.range[1], callback.node.range[1]]
  return callback.kind === 'named' ? callback.node.range : callback.node.body.range
}

function commentsIn({ ast, text }: SourceUnit, ...ranges: (readonly [number, number])[]): string[] {
  return (ast.comments ?? [])
    .filter(({ range: [from, to] }) => ranges.some(([start, end]) => start <= from && to <= end))
    .map(({ range }) => text.slice(...range))
}
