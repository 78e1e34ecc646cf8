import type { ColumnKind } from '../fields/field-definition.ts'
import type { Field, Fields } from '../fields/fields.ts'
import type { PathKind, PathValue } from '../query/path-types.ts'
import type { FIELDS, KeyOf } from '../query/values.ts'
import type { AggregateOf } from './aggregates.ts'
import type { Computed, FirstOf, OneOf, PathOf } from './argument.ts'
import type { ArithmeticOf, Expression, Known } from './expression.ts'
import type { Condition } from './q.ts'
import type { SubqueryOf } from './subquery.ts'

/** What an expression's value is, of a model with the fields `F`: null where it may be. */
export type ResultOf<F extends Fields, E> =
  E extends Condition<infer _> ? boolean : E extends Expression<infer D> ? Resolve<F, D> : never

/** The same for each name of an object. */
export type ResultsOf<F extends Fields, A> = { -readonly [K in keyof A]: ResultOf<F, A[K]> }

/** What `aggregate` answers, under the names that the call gave. */
export type AggregateResults<F extends Fields, A> = ResultsOf<F, A>

/** Annotations as fields, for what follows: lookups, order, values, other expressions. */
export type AnnotationFields<F extends Fields, A> = {
  readonly [K in keyof A & string]: Field<ResultOf<F, A[K]>, true, KindOf<F, A[K]>>
}

/** The expressions themselves where they fit the model; else a string literal that says what does not. */
export type Fitting<F extends Fields, A> = { readonly [K in keyof A]: Fit<F, A[K]> }

export type Fit<F extends Fields, E> =
  E extends Expression<infer D> ? ([Wrong<F, D>] extends [never] ? E : Wrong<F, D>) : E

type Resolve<F extends Fields, D> =
  D extends Known<infer T>
    ? T
    : D extends PathOf<infer P>
      ? PathValue<F, P>
      : D extends AggregateOf<infer Name, infer Of>
        ? Aggregated<Name, Resolve<F, Of>>
        : D extends Computed<infer T, infer From>
          ? null extends ResolveAll<F, From>[number]
            ? T | null
            : T
          : D extends FirstOf<infer Choices>
            ? First<ResolveAll<F, Choices>>
            : D extends OneOf<infer Choices>
              ? ResolveAll<F, Choices>[number]
              : D extends ArithmeticOf<infer Operator, infer Left, infer Right>
                ? Calculated<Operator, Resolve<F, Left>, Resolve<F, Right>>
                : D extends SubqueryOf<infer Row>
                  ? OnlyValue<Row> | null
                  : unknown

type ResolveAll<F extends Fields, All extends readonly unknown[]> = { [I in keyof All]: Resolve<F, All[I]> }

type Aggregated<Name, T> = Name extends 'count'
  ? number
  : Name extends 'min' | 'max' | 'sum'
    ? NonNullable<T> | null
    : Name extends 'stringAgg'
      ? string | null
      : number | null

type First<All extends readonly unknown[]> = All extends readonly [infer Head, ...infer Rest]
  ? null extends Head
    ? Rest extends readonly []
      ? Head
      : NonNullable<Head> | First<Rest>
    : Head
  : null

/** Numbers beside decimals are decimals, beside bigints bigints; moments beside durations moments. */
type Calculated<Operator, Left, Right> =
  | (null extends Left ? null : never)
  | (null extends Right ? null : never)
  | (Operator extends '^' ? number : Sum<NonNullable<Left>, NonNullable<Right>>)

type Sum<Left, Right> = [Left] extends [Date]
  ? [Right] extends [Date]
    ? number
    : Date
  : [Right] extends [Date]
    ? Date
    : [Left] extends [string]
      ? string
      : [Right] extends [string]
        ? string
        : [Left] extends [bigint]
          ? bigint
          : [Right] extends [bigint]
            ? bigint
            : number

/** The one value of a sub-query's row: an instance's key, the one property of values, the one element of a list. */
type OnlyValue<Row> = Row extends { readonly [FIELDS]: unknown }
  ? KeyOf<Row>
  : Row extends readonly (infer Element)[]
    ? Element
    : Row extends Date | Uint8Array
      ? Row
      : Row extends object
        ? Row[keyof Row]
        : Row

/** String literals for what does not fit: unknown names, and sums of what are no numbers. */
type Wrong<F extends Fields, D> =
  D extends Known<infer _>
    ? never
    : D extends PathOf<infer P>
      ? Extract<PathValue<F, P>, `no field '${string}'`>
      : D extends AggregateOf<infer Name, infer Of>
        ? Wrong<F, Of> | NoNumber<F, Name, Of>
        : D extends Computed<infer _, infer From>
          ? WrongAmong<F, From>
          : D extends FirstOf<infer Choices>
            ? WrongAmong<F, Choices>
            : D extends OneOf<infer Choices>
              ? WrongAmong<F, Choices>
              : D extends ArithmeticOf<infer _, infer Left, infer Right>
                ? Wrong<F, Left> | Wrong<F, Right>
                : never

type WrongAmong<F extends Fields, All extends readonly unknown[]> = { [I in keyof All]: Wrong<F, All[I]> }[number]

type NoNumber<F extends Fields, Name, Of> = Name extends 'sum' | 'avg'
  ? Of extends PathOf<infer P>
    ? PathKind<F, P> extends 'char' | 'text' | 'uuid' | 'boolean' | 'date' | 'datetime' | 'time' | 'json' | 'binary'
      ? `no number at '${P}'`
      : never
    : never
  : never

type KindOf<F extends Fields, E> =
  E extends Condition<infer _>
    ? 'boolean'
    : E extends Expression<PathOf<infer P>>
      ? Extract<PathKind<F, P>, ColumnKind>
      : KindOfValue<NonNullable<ResultOf<F, E>>>

type KindOfValue<T> = [T] extends [never]
  ? 'text'
  : [T] extends [number]
    ? 'float'
    : [T] extends [bigint]
      ? 'bigint'
      : [T] extends [boolean]
        ? 'boolean'
        : [T] extends [Date]
          ? 'datetime'
          : [T] extends [string]
            ? 'text'
            : 'json'
