import type { TSESTree } from '@typescript-eslint/types'
import type { LoopCallback, WrittenCallback } from '../passes/find-loop-callback.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import type { Edit } from './rewrite.ts'

/**
 * Edits that make a loop of a call of `map` or `forEach`:
 *
 *     const users = ids.map((id) => load(id))   →   const users: User[] = []
 *                                                   for (const id of ids) users.push(load(id))
 *
 * The array and the callback's body stay where they are, so that edits inside them compose with these.
 */
export function writeLoop(unit: SourceUnit, call: TSESTree.CallExpression, loop: LoopCallback): Edit[] {
  const writer = new LoopWriter(unit, call, loop)
  return [...writer.head(), ...writer.body(), ...writer.tail()]
}

class LoopWriter {
  readonly #unit: SourceUnit
  readonly #call: TSESTree.CallExpression
  readonly #loop: LoopCallback
  readonly #line: string
  readonly #semicolon: string
  /** What collects a result, or undefined where results are dropped. */
  readonly #push: string | undefined

  constructor(unit: SourceUnit, call: TSESTree.CallExpression, loop: LoopCallback) {
    this.#unit = unit
    this.#call = call
    this.#loop = loop
    const { statement, target } = loop
    const lineBreak = unit.text.includes('\r\n') ? '\r\n' : '\n'
    const lineStart = unit.text.lastIndexOf('\n', statement.range[0]) + 1
    const indentation = /^[ \t]*/.exec(unit.text.slice(lineStart, statement.range[0]))?.[0] ?? ''
    const isArrow = statement.type === 'ArrowFunctionExpression'
    this.#line = `${lineBreak}${indentation}${isArrow ? '  ' : ''}`
    const usesSemicolons = isArrow ? /;\s*$/m.test(unit.text) : unit.text[statement.range[1] - 1] === ';'
    this.#semicolon = usesSemicolons ? ';' : ''
    this.#push = target.kind === 'none' ? undefined : `${target.kind === 'fresh' ? target.name : target.id.name}.push(`
  }

  /** From the statement's start to the callback's body; the array stays. */
  head(): Edit[] {
    const { array, target } = this.#loop
    const opening = `for (const ${this.#binding()} of `
    const start = this.#prefixStart()
    const declared = target.kind === 'none' || target.type === undefined ? '' : `: ${target.type}`
    const before = {
      none: '',
      declared: `${declared} = []${this.#semicolon}${this.#line}`,
      fresh: `${this.#isArrow ? `{${this.#line}` : ''}const ${target.kind === 'fresh' ? target.name : ''}${declared} = []${this.#semicolon}${this.#line}`,
    }[target.kind]
    return [
      this.#replace(start, array.range[0], `${before}${opening}`),
      this.#replace(
        array.range[1],
        this.#bodyStart(),
        `${this.#entries()}) ${this.#opensPush() ? (this.#push ?? '') : ''}`,
      ),
    ]
  }

  body(): Edit[] {
    const { callback } = this.#loop
    if (callback.kind === 'named' || callback.node.body.type !== 'BlockStatement') return []
    const last = callback.node.body.body.at(-1)
    return [
      ...callback.earlyReturns.flatMap((one) => this.#leave(one)),
      ...(last?.type === 'ReturnStatement' ? this.#finish(last) : []),
    ]
  }

  /** From the end of the callback's body to the statement's. */
  tail(): Edit[] {
    const { callback, target, statement } = this.#loop
    const { callee } = this.#call
    const end = this.#call.range[1]
    const argument = callback.kind === 'named' ? `(${callback.parameters.join(', ')})` : ''
    const closing = this.#opensPush() && this.#push !== undefined ? ')' : ''
    const edits = [this.#replace(this.#bodyEnd(), end, `${argument}${closing}`)]
    if (target.kind !== 'fresh' || callee.type !== 'MemberExpression') return edits
    const result = `${this.#unit.text.slice(this.#prefixStart(), this.#call.range[0])}${target.name}`
    if (!this.#isArrow) return [...edits, this.#insert(statement.range[1], `${this.#line}${result}${this.#semicolon}`)]
    const close = `${this.#line}return ${target.name}${this.#semicolon}${this.#line.slice(0, -2)}}`
    return [...edits, this.#insert(end, `${this.#semicolon}${close}`)]
  }

  get #isArrow(): boolean {
    return this.#loop.statement.type === 'ArrowFunctionExpression'
  }

  /** Where what comes before the array begins: it goes, and comes again behind the loop if it takes the results. */
  #prefixStart(): number {
    const { target, statement } = this.#loop
    if (target.kind === 'declared') return (target.id.typeAnnotation ?? target.id).range[1]
    return statement.type === 'ArrowFunctionExpression' ? this.#call.range[0] : statement.range[0]
  }

  /** A block is the loop's body as it is; an expression is pushed. */
  #opensPush(): boolean {
    const { callback } = this.#loop
    return callback.kind === 'named' || callback.node.body.type !== 'BlockStatement'
  }

  #bodyStart(): number {
    const { callback } = this.#loop
    return callback.kind === 'named' ? callback.node.range[0] : callback.node.body.range[0]
  }

  #bodyEnd(): number {
    const { callback } = this.#loop
    return callback.kind === 'named' ? callback.node.range[1] : callback.node.body.range[1]
  }

  #binding(): string {
    const { callback } = this.#loop
    const [element = '_', index] =
      callback.kind === 'named' ? callback.parameters : callback.node.params.map((one) => this.#nameOf(one))
    return index === undefined ? element : `[${index}, ${element}]`
  }

  /** A parameter as a loop declares it: without its type, which the array's elements give. */
  #nameOf(parameter: TSESTree.Parameter): string {
    const annotation = 'typeAnnotation' in parameter ? parameter.typeAnnotation : undefined
    const end = annotation ? annotation.range[0] : parameter.range[1]
    return this.#unit.text.slice(parameter.range[0], end)
  }

  #entries(): string {
    const { callback } = this.#loop
    const count = callback.kind === 'named' ? callback.parameters.length : callback.node.params.length
    return count > 1 ? '.entries()' : ''
  }

  /** A `return` before the end: the next turn begins. */
  #leave(statement: TSESTree.ReturnStatement): Edit[] {
    const [start, end] = statement.range
    const { argument } = statement
    const semicolon = this.#unit.text[end - 1] === ';' ? '' : this.#semicolon
    if (!argument)
      return [
        this.#replace(
          start,
          start + 'return'.length,
          this.#push ? `{ ${this.#push}undefined); continue }` : 'continue',
        ),
      ]
    const close = `${this.#push ? ')' : ''}; continue${semicolon} }`
    return [
      this.#replace(start, argument.range[0], `{ ${this.#push ?? ''}`),
      this.#replace(argument.range[1], end, close),
    ]
  }

  #finish({ range, argument }: TSESTree.ReturnStatement): Edit[] {
    const [start] = range
    if (!argument) return [this.#replace(start, start + 'return'.length, 'continue')]
    const opening = this.#replace(start, argument.range[0], this.#push ?? '')
    return this.#push === undefined ? [opening] : [opening, this.#insert(argument.range[1], ')', argument.range)]
  }

  #replace(start: number, end: number, insert: string): Edit {
    return { fileName: this.#unit.fileName, at: start, remove: end - start, insert }
  }

  #insert(at: number, insert: string, around?: readonly [number, number]): Edit {
    return { fileName: this.#unit.fileName, at, remove: 0, insert, ...(around && { around }) }
  }
}
