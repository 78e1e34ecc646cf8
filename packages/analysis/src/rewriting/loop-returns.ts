import type { TSESTree } from '@typescript-eslint/types'
import type { EarlyReturn, WrittenCallback } from '../passes/propagation/loop-body.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { indentationAt, lineBreakOf } from './indentation.ts'
import type { LoopForm, LoopNames } from './loop-forms.ts'
import { replacement, surrounding, type Edit } from './rewrite.ts'

/** How the answers of a callback become statements of its loop. */
export interface AnswerWriting {
  readonly unit: SourceUnit
  readonly form: LoopForm
  readonly names: LoopNames
  readonly semicolon: string
  /** The name in the callback of what `reduce` hands on, where it is what was handed on last. */
  readonly accumulator: string | undefined
  readonly label: string
  /** The statements that end the loop with a value. */
  readonly stop: (value: string, label: string) => readonly string[]
  readonly isAwaited: (node: TSESTree.Node) => boolean
}

/** The `return`s of a block that becomes the loop's. */
export function loopReturns(writing: AnswerWriting, { node, earlyReturns }: WrittenCallback): Edit[] {
  if (node.body.type !== 'BlockStatement') return []
  const last = node.body.body.at(-1)
  return [
    ...earlyReturns.flatMap((one) => leave(writing, one)),
    ...(last?.type === 'ReturnStatement' ? finish(writing, last, node.body.body.at(-2)) : []),
  ]
}

/** What stands around an answer where it is: `results.push(` and `)`, `if (` and `) return true`. */
export function aroundAnswer(
  writing: AnswerWriting,
  answer: TSESTree.Expression,
  inside: EarlyReturn['inside'],
): { readonly open: string; readonly close: string; readonly edits: readonly Edit[] } {
  const { form, names, unit } = writing
  if (form.keeps) {
    const [open, close] = form.keeps(names)
    const isList = answer.type === 'SequenceExpression' && open !== ''
    return { open: isList ? `${open}(` : open, close: isList ? `)${close}` : close, edits: [] }
  }
  const close = `) ${inOneLine(writing, actionOf(writing, inside))}`
  if (form.on === true) return { open: 'if (', close, edits: [] }
  if (isNegation(answer))
    return { open: 'if (', close, edits: [replacement(unit, [answer.range[0], answer.argument.range[0]], '')] }
  const isTight = TIGHT.has(answer.type) && !writing.isAwaited(answer)
  return { open: isTight ? 'if (!' : 'if (!(', close: isTight ? close : `)${close}`, edits: [] }
}

/** True for an answer that loses its `!` where the loop asks for the contrary. */
export function isNegation(answer: TSESTree.Node): answer is TSESTree.UnaryExpression {
  return answer.type === 'UnaryExpression' && answer.operator === '!'
}

/** Expressions that `!` takes whole. */
const TIGHT = new Set(['Identifier', 'MemberExpression', 'CallExpression', 'Literal'])

function actionOf({ form, names, label, stop }: AnswerWriting, inside: EarlyReturn['inside']): readonly string[] {
  const value = form.stopsWith?.(names)
  if (value !== undefined) return stop(value, inside === 'nothing' ? '' : ` ${label}`)
  return [form.does?.(names) ?? '']
}

function inOneLine({ semicolon }: AnswerWriting, statements: readonly string[]): string {
  const [only = '', ...others] = statements
  return others.length === 0 ? only : `{ ${statements.join('; ')}${semicolon} }`
}

/** A `return` before the end: the next turn begins. */
function leave(writing: AnswerWriting, { node, inside }: EarlyReturn): Edit[] {
  const { unit, form } = writing
  const [start, end] = node.range
  const next = `continue${inside === 'loop' ? ` ${writing.label}` : ''}`
  const known = knownAnswer(writing, node, inside)
  if (known) {
    const statements = known.length > 0 && form.stopsWith ? known : [...known, next]
    const { open, separator, close } = listAt(writing, node, statements.length)
    return [replacement(unit, [start, end], `${open}${statements.join(separator)}${close}`)]
  }
  const argument = node.argument as TSESTree.Expression
  const around = aroundAnswer(writing, argument, inside)
  const { open, separator, close } = listAt(writing, node, 2)
  const behind = around.close.endsWith('}') ? separator.replace(';', '') : separator
  return [
    replacement(unit, [start, argument.range[0]], `${open}${around.open}`),
    ...around.edits,
    replacement(unit, [argument.range[1], end], `${around.close}${behind}${next}${close}`),
  ]
}

/** How several statements stand in the place of one: on lines of their own, or in a block. */
function listAt({ unit: { text }, semicolon }: AnswerWriting, { parent, range }: TSESTree.Node, count: number) {
  const end = text[range[1] - 1] === ';' ? ';' : ''
  if (count === 1) return { open: '', separator: '', close: end }
  const isList = parent?.type === 'BlockStatement' || parent?.type === 'SwitchCase'
  return isList
    ? { open: '', separator: `${semicolon}${lineBreakOf(text)}${indentationAt(text, range[0])}`, close: end }
    : { open: '{ ', separator: '; ', close: `${end || semicolon} }` }
}

/** A `return` at the end of the body. */
function finish(
  writing: AnswerWriting,
  node: TSESTree.ReturnStatement,
  before: TSESTree.Statement | undefined,
): Edit[] {
  const { unit } = writing
  const [start, end] = node.range
  const known = knownAnswer(writing, node, 'nothing')
  if (known?.length === 0 && before && !hasComment(unit, [before.range[1], start]))
    return [replacement(unit, [before.range[1], end], '')]
  if (known) {
    const statements = known.length > 0 ? known : ['continue']
    const { open, separator, close } = listAt(writing, node, statements.length)
    return [replacement(unit, node.range, `${open}${statements.join(separator)}${close}`)]
  }
  const own = unit.text[end - 1] === ';' ? ';' : ''
  const argument = node.argument as TSESTree.Expression
  const { open, close, edits } = aroundAnswer(writing, argument, 'nothing')
  const opened = open === '' && isReadOn(writing, argument) ? ';' : open
  const behind = `${close}${close.endsWith('}') ? '' : own}`
  const isBare = unit.text.slice(argument.range[1], end) === own && behind === `${close}${own}`
  return [
    replacement(unit, [start, argument.range[0]], opened),
    ...edits,
    ...(!isBare ? [replacement(unit, [argument.range[1], end], behind)] : []),
    ...(isBare && close !== '' ? surrounding(unit, argument.range, '', close) : []),
  ]
}

function hasComment({ ast }: SourceUnit, [start, end]: readonly [number, number]): boolean {
  return (ast.comments ?? []).some(({ range }) => start <= range[0] && range[1] <= end)
}

/** True where a statement that begins with this expression might be read as going on with the one before. */
function isReadOn({ unit, isAwaited, semicolon }: AnswerWriting, answer: TSESTree.Expression): boolean {
  if (semicolon !== '' || isAwaited(answer)) return false
  return !/^[\w$]/.test(unit.text.slice(answer.range[0])) || MAY_BEGIN_WITH_A_PARENTHESIS.has(answer.type)
}

const MAY_BEGIN_WITH_A_PARENTHESIS = new Set(['CallExpression', 'MemberExpression', 'ChainExpression'])

/** The statements that a `return` comes to where its answer is known: none, to go on. Undefined where it is not known. */
function knownAnswer(
  writing: AnswerWriting,
  { argument }: TSESTree.ReturnStatement,
  inside: EarlyReturn['inside'],
): readonly string[] | undefined {
  const { form, names, accumulator } = writing
  if (argument?.type === 'Identifier' && argument.name === accumulator) return []
  if (form.on !== undefined) {
    const isKnown = !argument || (argument.type === 'Literal' && typeof argument.value === 'boolean')
    if (!isKnown) return undefined
    return (argument?.type === 'Literal' && argument.value === true) === form.on ? actionOf(writing, inside) : []
  }
  if (argument) return undefined
  const [open, close] = form.keeps?.(names) ?? ['', '']
  return open === '' ? [] : [`${open}undefined${close}`]
}
