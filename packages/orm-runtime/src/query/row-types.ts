import type { Expression } from '../expressions/expression.ts'
import type { AnnotationFields, Fit, ResultOf } from '../expressions/result-types.ts'
import type { Fields } from '../fields/fields.ts'
import type { PathValue } from './path-types.ts'
import type { ColumnFields, FieldsOf, ForeignKeyNames, Keys } from './values.ts'
import type { Condition } from '../expressions/q.ts'

/** What `values` and `valuesList` take: names, and expressions under names of their own. */
export type ValueArgument = string | Readonly<Record<string, Expression | Condition>>

/** The arguments themselves where they fit the model; else a string literal that says what does not. */
export type FittingValues<F extends Fields, A extends readonly unknown[]> = {
  readonly [I in keyof A]: A[I] extends string
    ? PathValue<F, A[I]> extends `no field '${string}'`
      ? PathValue<F, A[I]>
      : A[I]
    : { readonly [K in keyof A[I]]: Fit<F, A[I][K]> }
}

/** The fields with the expressions that `values` names, for what follows: lookups, order, other values. */
export type NamedFields<F extends Fields, A extends readonly unknown[]> = [NamedExpressions<A>] extends [never]
  ? F
  : F & AnnotationFields<F, UnionToIntersection<NamedExpressions<A>>>

/** A row of `values`: a property for each name; without names the columns and annotations. */
export type ValuesRow<F extends Fields, A extends readonly unknown[]> = A extends readonly []
  ? Flat<Columns<F>>
  : Flat<UnionToIntersection<{ [I in keyof A]: Property<F, A[I]> }[number]>>

/** A row of `valuesList`: a value for each name, in their order; the value itself where it is flat. */
export type ListRow<F extends Fields, A extends readonly unknown[]> = A extends readonly [
  ...infer Names,
  { readonly flat: true },
]
  ? Names extends readonly [infer Only]
    ? ListValue<F, Only>
    : never
  : A extends readonly [...infer Names, { readonly flat: boolean }]
    ? ListRow<F, Names>
    : A extends readonly []
      ? Columns<F>[keyof Columns<F>][]
      : { -readonly [I in keyof A]: ListValue<F, A[I]> }

/** Rows that carry these columns only, beside their key. */
export type OnlyRow<M, R, P> = Omit<R, Exclude<ColumnsOf<M>, P | KeyName<M>>>

/** Rows that do not carry these columns. */
export type DeferRow<M, R, P> = Omit<R, Exclude<P, KeyName<M>> & PropertyKey>

/** The columns of a model by the names that instances have for them. */
export type ColumnsOf<M> = keyof Columns<FieldsOf<M>>

type Columns<F extends Fields> = {
  -readonly [K in Exclude<ColumnFields<F>, ForeignKeyNames<F>>]: F[K]['~value']
} & Keys<F>

type KeyName<M> =
  FieldsOf<M> extends infer F
    ? { [K in keyof F]: F[K] extends { readonly '~primary': true } ? K : never }[keyof F]
    : never

type NamedExpressions<A extends readonly unknown[]> = Exclude<A[number], string | { readonly flat: boolean }>

type Property<F extends Fields, A> = A extends string
  ? { [K in A]: PathValue<F, A> }
  : { -readonly [K in keyof A]: ResultOf<F, A[K]> }

type ListValue<F extends Fields, A> = A extends string ? PathValue<F, A> : ResultOf<F, A[keyof A]>

type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never
type Flat<T> = { [K in keyof T]: T[K] }
