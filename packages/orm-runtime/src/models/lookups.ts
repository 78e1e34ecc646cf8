import type { Fields } from './fields.ts'
import type { ColumnFields, FieldsOf, ForeignKeyNames } from './values.ts'

/**
 * The argument of `filter`. `P` are the keys that the call wrote, each checked by parsing it, to any depth; the second
 * half offers the names of the first two levels to the editor.
 */
export type Where<F extends Fields, P extends string> = { [Q in P]: LookupValue<F, Q> } & {
  [Q in Suggestion<F>]?: unknown
}

/** The type of the value that the lookup `P` takes, or a string literal that says why there is none. */
export type LookupValue<F extends Fields, P extends string> = P extends keyof F
  ? Exact<F[P]>
  : P extends `${infer Head}__${infer Tail}`
    ? Head extends keyof F
      ? F[Head] extends { readonly '~model': infer M }
        ? Tail extends keyof RelationLookups<M>
          ? RelationLookups<M>[Tail]
          : LookupValue<FieldsOf<M>, Tail>
        : Lookup<F[Head]['~value'], Tail>
      : Head extends ForeignKeyIds<F>
        ? Lookup<number, Tail>
        : `no field '${Head}'`
    : P extends ForeignKeyIds<F>
      ? number | null
      : `no field '${P}'`

/** A column of the model, or of a model one relation away: what `orderBy` and the aggregates take. */
export type ColumnPath<F extends Fields> =
  Column<F> | { [K in ForeignKeyNames<F>]: `${K}__${Column<Target<F, K>>}` }[ForeignKeyNames<F>]

/** The value at a {@link ColumnPath}. */
export type ColumnValue<F extends Fields, P extends string> = P extends keyof F
  ? F[P] extends { readonly kind: 'foreignKey' }
    ? number
    : F[P]['~value']
  : P extends `${infer Head}__${infer Tail}`
    ? Head extends ForeignKeyNames<F>
      ? ColumnValue<Target<F, Head>, Tail>
      : never
    : number

export type OrderName<F extends Fields> = `${'' | '-'}${ColumnPath<F>}`

/** Foreign keys of the model, and those of the models they lead to. */
export type RelationPath<F extends Fields> =
  ForeignKeyNames<F> | { [K in ForeignKeyNames<F>]: `${K}__${ForeignKeyNames<Target<F, K>>}` }[ForeignKeyNames<F>]

type Target<F extends Fields, K extends ForeignKeyNames<F>> = F[K] extends { readonly '~model': infer M }
  ? FieldsOf<M>
  : never
type ForeignKeyIds<F extends Fields> = `${ForeignKeyNames<F>}Id`
type Column<F extends Fields> = ColumnFields<F> | ForeignKeyIds<F>

type Exact<T> = T extends { readonly '~model': infer M }
  ? M | number | (T extends { readonly '~null': true } ? null : never)
  : T extends { readonly '~value': infer Value }
    ? Value
    : never

interface RelationLookups<M> {
  exact: M | number | null
  in: readonly (M | number)[]
  isNull: boolean
}

interface AnyLookups<T> {
  exact: T
  in: readonly NonNullable<T>[]
  isNull: boolean
}
interface OrderedLookups<T> extends AnyLookups<T> {
  gt: NonNullable<T>
  gte: NonNullable<T>
  lt: NonNullable<T>
  lte: NonNullable<T>
}
interface TextLookups<T> extends OrderedLookups<T> {
  contains: string
  icontains: string
  startsWith: string
}
type LookupsOf<T> = [NonNullable<T>] extends [string]
  ? TextLookups<T>
  : [NonNullable<T>] extends [number | Date]
    ? OrderedLookups<T>
    : AnyLookups<T>
type Lookup<T, Name extends string> = Name extends keyof LookupsOf<T> ? LookupsOf<T>[Name] : `no lookup '${Name}'`

type Suggestion<F extends Fields> =
  | OwnSuggestion<F>
  | {
      [K in keyof F & string]: F[K] extends { readonly '~model': infer M }
        ? `${K}__${OwnSuggestion<FieldsOf<M>>}`
        : never
    }[keyof F & string]

type OwnSuggestion<F extends Fields> =
  | (keyof F & string)
  | ForeignKeyIds<F>
  | {
      [K in keyof F & string]: F[K] extends { readonly '~model': infer M }
        ? `${K}__${keyof RelationLookups<M>}`
        : `${K}__${keyof LookupsOf<F[K]['~value']> & string}`
    }[keyof F & string]
