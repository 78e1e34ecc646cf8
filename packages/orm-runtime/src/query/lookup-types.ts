import type { Expression } from '../expressions/expression.ts'
import type { DatePart } from '../expressions/expression-node.ts'
import type { Condition } from '../expressions/q.ts'
import type { QuerySource } from '../expressions/query-source.ts'
import type { ColumnKind } from '../fields/field-definition.ts'
import type { Fields } from '../fields/fields.ts'
import type { ColumnFields, FieldsOf, ForeignKeyNames, ForeignKeyValue, KeyOf, OneNames } from './values.ts'

/**
 * The argument of `filter`. `P` are the keys that the call wrote, each checked by parsing it, to any depth; the second
 * half offers the names of the first two levels to the editor.
 */
export type Where<F extends Fields, P extends string> = { [Q in P]: LookupArgument<F, Q> } & {
  [Q in Suggestion<F>]?: unknown
}

/** Lookups, or a condition of them, where they fit the model; else a string literal that says what does not. */
export type FittingWhere<F extends Fields, A> =
  A extends Condition<infer W>
    ? [WrongLookup<F, W>] extends [never]
      ? A
      : WrongLookup<F, W>
    : A extends Expression
      ? A
      : { readonly [P in keyof A]: P extends string ? LookupArgument<F, P> : never }

type WrongLookup<F extends Fields, W> = W extends object
  ? {
      [P in keyof W & string]: W[P] extends LookupArgument<F, P>
        ? never
        : LookupValue<F, P> extends infer V
          ? V extends `no ${string}`
            ? V
            : `no such value for '${P}'`
          : never
    }[keyof W & string]
  : never

/** A value, or what the database computes. */
type LookupArgument<F extends Fields, P extends string> =
  LookupValue<F, P> extends infer V ? (V extends `no ${string}` ? V : V | Expression) : never

/** The type of the value that the lookup `P` takes, or a string literal that says why there is none. */
export type LookupValue<F extends Fields, P extends string> = P extends keyof F
  ? Exact<F[P]>
  : P extends `${infer Head}__${infer Tail}`
    ? Head extends keyof F
      ? F[Head] extends { readonly '~model': infer M }
        ? Tail extends keyof RelationLookups<M>
          ? RelationLookups<M>[Tail]
          : LookupValue<FieldsOf<M>, Tail>
        : Lookup<F[Head]['~value'], F[Head]['kind'], Tail>
      : Head extends ForeignKeyIds<F>
        ? Lookup<ForeignKeyIdValue<F, Head>, 'integer', Tail>
        : Head extends 'pk'
          ? Lookup<PrimaryValue<F>, 'integer', Tail>
          : `no field '${Head}'`
    : P extends ForeignKeyIds<F>
      ? ForeignKeyIdValue<F, P>
      : P extends 'pk'
        ? PrimaryValue<F>
        : `no field '${P}'`

/** A column of the model, or of a model one relation away: what `orderBy` and the aggregates take. */
export type ColumnPath<F extends Fields> =
  Column<F> | { [K in ForeignKeyNames<F>]: `${K}__${Column<Target<F, K>>}` }[ForeignKeyNames<F>]

/** The value at a {@link ColumnPath}. */
export type ColumnValue<F extends Fields, P extends string> = P extends keyof F
  ? F[P] extends { readonly kind: 'foreignKey' | 'oneToOne' }
    ? ForeignKeyValue<F[P]>
    : F[P]['~value']
  : P extends `${infer Head}__${infer Tail}`
    ? Head extends ForeignKeyNames<F>
      ? ColumnValue<Target<F, Head>, Tail>
      : never
    : P extends ForeignKeyIds<F>
      ? ForeignKeyIdValue<F, P>
      : never

export type OrderName<F extends Fields> = `${'' | '-'}${ColumnPath<F> | 'pk'}` | '?'

/** Relations of the model that lead to one row, and those of the models they lead to. */
export type RelationPath<F extends Fields> =
  OneNames<F> | { [K in OneNames<F>]: `${K}__${OneNames<Target<F, K>>}` }[OneNames<F>]

type Target<F extends Fields, K extends keyof F> = F[K] extends { readonly '~model': infer M } ? FieldsOf<M> : never
type ForeignKeyIds<F extends Fields> = `${ForeignKeyNames<F>}Id`
type ForeignKeyIdValue<F extends Fields, P extends string> = P extends `${infer K}Id` ? ForeignKeyValue<F[K]> : never
type Column<F extends Fields> = ColumnFields<F> | ForeignKeyIds<F>
type PrimaryValue<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly '~primary': true } ? F[K]['~value'] : never
}[keyof F]

type Exact<T> = T extends { readonly '~model': infer M }
  ? M | KeyOf<M> | QuerySource<M> | (T extends { readonly '~null': true } ? null : never)
  : T extends { readonly '~value': infer Value }
    ? Value
    : never

interface RelationLookups<M> {
  exact: M | KeyOf<M> | null
  in: readonly (M | KeyOf<M>)[] | QuerySource<M>
  isNull: boolean
}

interface AnyLookups<T> {
  exact: T
  in: readonly NonNullable<T>[] | QuerySource
  isNull: boolean
}
interface OrderedLookups<T> extends AnyLookups<T> {
  gt: NonNullable<T>
  gte: NonNullable<T>
  lt: NonNullable<T>
  lte: NonNullable<T>
  range: readonly [from: NonNullable<T> | Expression, to: NonNullable<T> | Expression]
}
interface TextLookups<T> extends OrderedLookups<T> {
  iexact: string
  contains: string
  icontains: string
  startsWith: string
  istartsWith: string
  endsWith: string
  iendsWith: string
  regex: string
  iregex: string
}

/** The lookups of a kind of column; the table of the same in values is `fields/lookup-names.ts`. */
type LookupsOf<T, Kind> = Kind extends 'char' | 'text'
  ? TextLookups<T>
  : Kind extends 'boolean'
    ? AnyLookups<T>
    : Kind extends 'binary'
      ? Omit<AnyLookups<T>, 'in'>
      : OrderedLookups<T>

type PartsOf<Kind> = Kind extends 'datetime'
  ? DatePart
  : Kind extends 'date'
    ? Exclude<DatePart, 'hour' | 'minute' | 'second' | 'date' | 'time'>
    : Kind extends 'time'
      ? 'hour' | 'minute' | 'second'
      : never

type Lookup<T, Kind, Name extends string> = Kind extends 'json'
  ? JsonLookup<T, Name>
  : Name extends keyof LookupsOf<T, Kind>
    ? LookupsOf<T, Kind>[Name]
    : Name extends PartsOf<Kind>
      ? PartValue<Name>
      : Name extends `${infer Part}__${infer Rest}`
        ? Part extends PartsOf<Kind>
          ? Lookup<PartValue<Part>, PartKind<Part>, Rest>
          : `no lookup '${Name}'`
        : `no lookup '${Name}'`

type PartValue<Part> = Part extends 'date' | 'time' ? string : number
type PartKind<Part> = Part extends 'date' | 'time' ? Part : 'integer'

/** JSON is what it is at run time: any path, any value. */
type JsonLookup<T, Name extends string> = Name extends 'isNull'
  ? boolean
  : Name extends 'exact'
    ? T
    : Name extends 'hasKey'
      ? string
      : string | number | boolean | null | object

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
  | 'pk'
  | {
      [K in keyof F & string]: F[K] extends { readonly '~model': infer M }
        ? `${K}__${keyof RelationLookups<M>}`
        : `${K}__${(keyof LookupsOf<unknown, F[K]['kind'] & ColumnKind> & string) | PartsOf<F[K]['kind']>}`
    }[keyof F & string]
