import type { TSESTree } from '@typescript-eslint/types'
import type { DeclaredResult, LoopCallback } from '../passes/propagation/find-loop-callback.ts'
import { enclosingFunction } from '../syntax/function-node.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { awaitParentheses } from './await-parentheses.ts'
import type { FreshNames } from './fresh-names.ts'
import { layoutAt } from './layout.ts'
import { LOOP_FORMS } from './loop-forms.ts'
import { insertion, replacement, type Edit } from './rewrite.ts'

/** What else changes around a loop. */
export interface LoopSurroundings {
  readonly freshName: FreshNames
  readonly isAwaited: (node: TSESTree.Node) => boolean
  /** True for a function whose body becomes that of a loop. */
  readonly isLoopBody: (fn: TSESTree.Node) => boolean
  /** True for an arrow function whose expression becomes statements. */
  readonly isOpened: (fn: TSESTree.Node) => boolean
}

/** What stands around loops: the statement that they come before, or an async function in the call's place. */
export interface LoopFrame {
  /** Where the loops begin, and where that which they stand around ends. */
  readonly start: number
  readonly end: number
  readonly open: string
  readonly edits: readonly Edit[]
  /** The beginning of the statement, which moves behind the loops. */
  readonly moved: readonly [start: number, end: number]
  /** What comes before it there. */
  readonly prefix: string
  readonly line: string
  readonly semicolon: string
  /** True where the loop may return what it gives. */
  readonly isReturned: boolean
  /** The variable that takes what the last loop gives. */
  readonly declared: DeclaredResult | undefined
}

export function loopFrame(
  unit: SourceUnit,
  loop: LoopCallback,
  loops: 'single' | 'chain',
  { isLoopBody }: LoopSurroundings,
): LoopFrame {
  const { call, place, result, elements } = loop
  const semicolon = usesSemicolons(unit, call) ? ';' : ''
  const statement = place.kind === 'before' ? place.statement : undefined
  const isArrow = statement?.type === 'ArrowFunctionExpression'
  if (!statement) return inlineFrame(unit, call, semicolon)
  const isBody = isArrow && isLoopBody(statement)
  const isAlone = statement.type === 'ExpressionStatement' && elements.gives === 'nothing'
  const hasBlock = isArrow ? !isBody : !isAlone && needsBlock(statement)
  const [start, end] = isBody ? statement.body.range : isArrow ? bodyRange(unit, statement) : statement.range
  const { line, outerLine } = layoutAt(unit, start, end, hasBlock || isBody ? 'inner' : 'same')
  const declared = loops === 'single' && !hasBlock && isDeclarable(loop) ? result.declared : undefined
  const closing = {
    ...insertion(unit, end, `${isArrow ? semicolon : ''}${outerLine}}`),
    around: [start - 1, end] as const,
  }
  const isLet = declared?.declaration.kind === 'const' && !isArray(elements.gives)
  const from = declared ? (declared.id.typeAnnotation ?? declared.id).range[1] : start
  return {
    start: from,
    end: Math.max(end, call.range[1]),
    open: hasBlock ? `{${line}` : '',
    edits: [
      ...(hasBlock ? [closing] : []),
      ...(isLet ? [replacement(unit, keywordOf(declared.declaration), 'let')] : []),
    ],
    moved: declared ? [from, from] : [start, call.range[0]],
    prefix: isArrow && !isBody && elements.gives !== 'nothing' ? 'return ' : '',
    line,
    semicolon,
    isReturned:
      isReturnOf(call, statement) && !isLoopBody((isArrow ? statement : enclosingFunction(statement)) ?? statement),
    declared,
  }
}

function inlineFrame(unit: SourceUnit, call: TSESTree.Expression, semicolon: string): LoopFrame {
  const [start, end] = call.range
  const { line, outerLine } = layoutAt(unit, start, end, 'inner')
  const [open, close] = awaitParentheses(unit, call)
  const closing = { ...insertion(unit, end, `${semicolon}${outerLine}})()${close}`), around: call.range }
  return {
    start,
    end,
    open: `${open}await (async () => {${line}`,
    edits: [closing],
    moved: [start, start],
    prefix: 'return ',
    line,
    semicolon,
    isReturned: true,
    declared: undefined,
  }
}

const isArray = (gives: LoopCallback['elements']['gives']) =>
  gives !== 'sorted' && LOOP_FORMS[gives].initial === '[]' && !LOOP_FORMS[gives].value

function isDeclarable({ elements: { gives }, callback, result: { declared } }: LoopCallback): boolean {
  if (!declared || gives === 'sorted' || LOOP_FORMS[gives].value) return false
  const { accumulator } = callback.roles
  if (callback.kind === 'written' && accumulator !== undefined && accumulator !== declared.id.name) return false
  return isArray(gives) || declared.mayBeAssigned
}

function keywordOf({ range: [start] }: TSESTree.VariableDeclaration): readonly [number, number] {
  return [start, start + 'const'.length]
}

function isReturnOf(call: TSESTree.Node, statement: TSESTree.Statement | TSESTree.ArrowFunctionExpression): boolean {
  if (statement.type === 'ArrowFunctionExpression') return statement.body === call
  return statement.type === 'ReturnStatement' && statement.argument === call
}

/** The body of an arrow function with the parentheses around it. */
function bodyRange({ text }: SourceUnit, { body, range }: TSESTree.ArrowFunctionExpression): readonly [number, number] {
  const behindArrow = text.lastIndexOf('=>', body.range[0]) + '=>'.length
  return [behindArrow + text.slice(behindArrow).search(/\S/), range[1]]
}

/** A declaration can't be the body of an `if`. */
function needsBlock({ parent }: TSESTree.Node): boolean {
  const type = parent?.type
  return !type || !/^(?:Program|BlockStatement|SwitchCase|TSModuleBlock|StaticBlock)$/.test(type)
}

/** As the statement around does; where that ends in a block, as lines of the file do. */
function usesSemicolons({ text }: SourceUnit, node: TSESTree.Node): boolean {
  let statement: TSESTree.Node = node
  while (statement.parent && !/Statement$|^(?:Export|Variable)\w*Declaration$/.test(statement.type))
    statement = statement.parent
  const end = text[statement.range[1] - 1]
  return end === ';' || (end === '}' && /;[ \t]*\r?$/m.test(text))
}
