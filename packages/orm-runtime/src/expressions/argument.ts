import type { ExpressionNode } from './expression-node.ts'
import { Expression, operandNode, type Known, type Widened } from './expression.ts'

/** What functions take: the path of a column or annotation, an expression, or a constant (a string: `Value('…')`). */
export type Argument = string | Expression | number | bigint | boolean | Date | null

/** Describes what stands at a path. */
export interface PathOf<Path extends string> {
  readonly path: Path
}

/** Describes a result of the type `T`, null where one of what it is computed from is. */
export interface Computed<T, From extends readonly unknown[]> {
  readonly computed: T
  readonly from: From
}

/** Describes one of several results. */
export interface OneOf<Choices extends readonly unknown[]> {
  readonly oneOf: Choices
}

/** Describes the first of several results that is not null. */
export interface FirstOf<Choices extends readonly unknown[]> {
  readonly firstOf: Choices
}

/** What describes an argument. */
export type ArgumentOf<A> =
  A extends Expression<infer T> ? T : A extends string ? PathOf<A> : Known<A extends null ? null : Widened<A>>

export type ArgumentsOf<All extends readonly unknown[]> = { -readonly [I in keyof All]: ArgumentOf<All[I]> }

/** The node of an argument: a string is a path. */
export function argumentNode(argument: Argument): ExpressionNode {
  return typeof argument === 'string' ? { kind: 'column', path: argument } : operandNode(argument)
}

/** A function's call. */
export function call<T>(
  name: Extract<ExpressionNode, { kind: 'function' }>['name'],
  written: readonly Argument[],
  rest: Pick<Extract<ExpressionNode, { kind: 'function' }>, 'part' | 'type' | 'places' | 'digits'> = {},
): Expression<T> {
  return new Expression({ kind: 'function', name, arguments: written.map(argumentNode), ...rest })
}
