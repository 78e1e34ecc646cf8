import type { TSESTree } from '@typescript-eslint/types'
import type { LoopCallback } from '../passes/propagation/find-loop-callback.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { layoutAt, type Layout } from './layout.ts'
import { replacement, surrounding, type Edit } from './rewrite.ts'

/**
 * Makes a loop of a call of `map` or `forEach`:
 *
 *     const users = ids.map((id) => load(id))   →   const users: User[] = []
 *                                                   for (const id of ids) users.push(load(id))
 *
 * The array and the callback's body stay where they are, so that edits inside them compose with these. Comments in what
 * goes come before the loop.
 */
export function writeLoop(
  unit: SourceUnit,
  call: TSESTree.CallExpression,
  loop: LoopCallback,
  freshName: () => string,
): Edit[] {
  const { target, array, callback } = loop
  const [from, to] = loop.statement.range
  const layout = layoutAt(unit, from, to, needsBlock(loop.statement) && target.kind === 'fresh' ? 'inner' : 'same')
  const results = target.kind === 'fresh' ? freshName() : target.kind === 'declared' ? target.id.name : undefined
  const push = results === undefined ? '' : `${results}.push(`
  const pushed = isExpression(loop) ? push : ''
  const [bodyStart, bodyEnd] = bodyRange(loop)
  const start = startOf(call, loop)
  const comments = commentsIn(unit, [start, array.range[0]], [array.range[1], bodyStart], [bodyEnd, call.range[1]])
  const isIndexed = parametersOf(loop).length > 1
  const [open, close] = needsParentheses(array, isIndexed) ? ['(', ')'] : ['', '']
  const head = `${opening(loop, results, layout)}${comments.map((one) => one + layout.line).join('')}`
  const run = callback.kind === 'named' ? 'await ' : ''
  const args = callback.kind === 'named' ? `(${callback.parameters.join(', ')})` : ''
  return [
    // Around the whole, so that it comes before the `await` of an array that the statement begins with.
    {
      ...replacement(unit, [start, array.range[0]], `${head}for (const ${bindingOf(unit, loop)} of ${open}`),
      around: [start, Math.max(to, call.range[1])],
    },
    replacement(unit, [array.range[1], bodyStart], `${close}${isIndexed ? '.entries()' : ''}) ${pushed}${run}`),
    ...returnEdits(unit, loop, push, layout),
    replacement(unit, [bodyEnd, call.range[1]], `${args}${pushed && ')'}`),
    ...(results !== undefined && target.kind === 'fresh' ? [ending(unit, call, loop, results, layout)] : []),
  ]
}

/** The parentheses that an array had before `.map` went with it. */
function needsParentheses({ type }: TSESTree.Expression, isIndexed: boolean): boolean {
  return type === 'SequenceExpression' || (isIndexed && !BINDS_TIGHTER_THAN_A_MEMBER.has(type))
}

const BINDS_TIGHTER_THAN_A_MEMBER = new Set([
  ...['Identifier', 'MemberExpression', 'CallExpression', 'ArrayExpression', 'ThisExpression', 'TSNonNullExpression'],
])

/** True where the callback's body is pushed as it is; a block becomes the loop's block. */
function isExpression({ callback }: LoopCallback): boolean {
  return callback.kind === 'named' || callback.node.body.type !== 'BlockStatement'
}

function bodyRange({ callback }: LoopCallback): readonly [number, number] {
  return callback.kind === 'named' ? callback.node.range : callback.node.body.range
}

/** Where what comes before the array begins: it goes, and comes again behind the loop if it takes the results. */
function startOf(call: TSESTree.CallExpression, { target, statement }: LoopCallback): number {
  if (target.kind === 'declared') return (target.id.typeAnnotation ?? target.id).range[1]
  return statement.type === 'ArrowFunctionExpression' ? call.range[0] : statement.range[0]
}

function opening({ target, statement }: LoopCallback, results: string | undefined, layout: Layout): string {
  if (target.kind === 'none') return ''
  const type = target.type === undefined || hasType(target) ? '' : `: ${target.type}`
  const array = `${type} = []${layout.semicolon}${layout.line}`
  if (target.kind === 'declared') return array
  return `${needsBlock(statement) ? `{${layout.line}` : ''}const ${results}${array}`
}

function hasType(target: LoopCallback['target']): boolean {
  return target.kind === 'declared' && target.id.typeAnnotation !== undefined
}

/** The statement as it was, with the results in the call's place. */
function ending(
  unit: SourceUnit,
  call: TSESTree.CallExpression,
  loop: LoopCallback,
  results: string,
  { line, semicolon, outerLine }: Layout,
): Edit {
  const { statement } = loop
  const isArrow = statement.type === 'ArrowFunctionExpression'
  const kept = isArrow ? 'return ' : unit.text.slice(startOf(call, loop), call.range[0])
  const close = needsBlock(statement) ? `${outerLine}}` : ''
  const at = isArrow ? call.range[1] : statement.range[1]
  return replacement(unit, [at, at], `${isArrow ? semicolon : ''}${line}${kept}${results}${semicolon}${close}`)
}

/** A declaration can't be the body of an `if`, and an expression body has no statements. */
function needsBlock(statement: LoopCallback['statement']): boolean {
  if (statement.type === 'ArrowFunctionExpression') return true
  const { type } = statement.parent
  return type !== 'Program' && type !== 'BlockStatement' && type !== 'SwitchCase' && type !== 'TSModuleBlock'
}

/** What the loop binds: the element, and the index where there are two. */
export function parametersOf({ callback }: LoopCallback): readonly unknown[] {
  return callback.kind === 'named' ? callback.parameters : callback.node.params
}

function bindingOf({ text }: SourceUnit, { callback }: LoopCallback): string {
  const names = callback.kind === 'named' ? callback.parameters : callback.node.params.map((one) => nameOf(text, one))
  const [element = '_', index] = names
  return index === undefined ? element : `[${index}, ${element}]`
}

/** A parameter as a loop declares it: without its type, which the array's elements give. */
function nameOf(text: string, parameter: TSESTree.Parameter): string {
  const annotation = 'typeAnnotation' in parameter ? parameter.typeAnnotation : undefined
  return text.slice(parameter.range[0], annotation ? annotation.range[0] : parameter.range[1])
}

function returnEdits(unit: SourceUnit, { callback }: LoopCallback, push: string, layout: Layout): Edit[] {
  if (callback.kind === 'named' || callback.node.body.type !== 'BlockStatement') return []
  const last = callback.node.body.body.at(-1)
  return [
    ...callback.earlyReturns.flatMap((one) => leave(unit, one, push, layout)),
    ...(last?.type === 'ReturnStatement' ? finish(unit, last, push) : []),
  ]
}

/** A `return` before the end: the next turn begins. */
function leave(unit: SourceUnit, { range, argument }: TSESTree.ReturnStatement, push: string, layout: Layout): Edit[] {
  const [start, end] = range
  const keyword = [start, start + 'return'.length] as const
  if (!argument) return [replacement(unit, keyword, push ? `{ ${push}undefined); continue }` : 'continue')]
  const semicolon = unit.text[end - 1] === ';' ? ';' : layout.semicolon
  return [
    replacement(unit, [start, argument.range[0]], `{ ${push}`),
    replacement(unit, [argument.range[1], end], `${push && ')'}; continue${semicolon} }`),
  ]
}

/** A `return` at the end of the body. */
function finish(unit: SourceUnit, { range, argument }: TSESTree.ReturnStatement, push: string): Edit[] {
  const [start] = range
  if (!argument) return [replacement(unit, [start, start + 'return'.length], 'continue')]
  const opened = replacement(unit, [start, argument.range[0]], push)
  return push === '' ? [opened] : [opened, ...surrounding(unit, argument.range, '', ')')]
}

function commentsIn({ ast, text }: SourceUnit, ...ranges: (readonly [number, number])[]): string[] {
  return (ast.comments ?? [])
    .filter(({ range: [from, to] }) => ranges.some(([start, end]) => start <= from && to <= end))
    .map(({ range }) => text.slice(...range))
}
