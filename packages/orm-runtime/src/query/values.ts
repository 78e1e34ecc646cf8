import type { Expression } from '../expressions/expression.ts'
import type { Fields } from '../fields/fields.ts'
import type { Instance } from '../querysets/instance.generated.ts'

/** Carries a model's table and field types on its instances; exists in types only. */
export declare const FIELDS: unique symbol

/** What an instance of a model with the fields `F` is: its values, its relations' keys (`userId`) and its methods. */
export type InstanceOf<Table extends string, F extends Fields> = Values<F> &
  Keys<F> &
  Instance<F> & { readonly [FIELDS]: readonly [Table, F] }

/** The field types of a model's instance type. */
export type FieldsOf<M> =
  NonNullable<M> extends { readonly [FIELDS]: readonly [string, infer F extends Fields] } ? F : never

/** Without an `as` clause, so that each property keeps its declaration (the field) and its hover text. */
type Values<F extends Fields> = { -readonly [K in keyof F]: F[K]['~value'] }

/** The keys that foreign keys hold: `userId`. */
export type Keys<F extends Fields> = {
  -readonly [K in ForeignKeyNames<F> as `${K}Id`]: ForeignKeyValue<F[K]>
}

/** The value of a model's primary key. */
export type KeyOf<M> = KeyOfFields<FieldsOf<M>>

type KeyOfFields<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly '~primary': true } ? F[K]['~value'] : never
}[keyof F]

/** What the column of a foreign key holds. */
export type ForeignKeyValue<T> = T extends { readonly '~model': infer M; readonly '~null': infer Null }
  ? Null extends true
    ? KeyOf<M> | null
    : KeyOf<M>
  : never

/** What makes a row: each field without a default; a relation as the instance (`user`) or its key (`userId`). */
export type Insert<F extends Fields> = {
  [K in Exclude<ColumnFields<F>, ForeignKeyNames<F> | OptionalNames<F>>]: F[K]['~value']
} & {
  [K in Extract<Exclude<ColumnFields<F>, ForeignKeyNames<F>>, OptionalNames<F>>]?: F[K]['~value']
} & InsertRelations<F>

/** What changes rows: a value, or what the database computes. */
export type Changes<F extends Fields> = { [K in ColumnFields<F>]?: F[K]['~value'] | Expression } & {
  [K in keyof Keys<F>]?: Keys<F>[K] | Expression
}

/** The columns of a model, relations by their own name or by their key's: `user`, `userId`. */
export type ColumnName<F extends Fields> = ColumnFields<F> | (keyof Keys<F> & string)

type InsertRelations<F extends Fields> = [ForeignKeyNames<F>] extends [never]
  ? unknown
  : { [K in ForeignKeyNames<F>]: (relation: InsertRelation<F, K>) => void }[ForeignKeyNames<F>] extends (
        relation: infer All,
      ) => void
    ? All
    : never

type InsertRelation<F extends Fields, K extends ForeignKeyNames<F>> = F[K] extends {
  readonly '~model': infer M
  readonly '~null': infer Null
}
  ? Null extends true
    ? { [P in K]?: M | null } & { [P in `${K}Id`]?: KeyOf<M> | null }
    : ({ [P in K]: M } & { [P in `${K}Id`]?: never }) | ({ [P in K]?: never } & { [P in `${K}Id`]: KeyOf<M> })
  : never

/** Told by `kind` alone: more would resolve the related models, which are being declared themselves. */
export type ForeignKeyNames<F extends Fields> = {
  [K in keyof F & string]: F[K] extends { readonly kind: 'foreignKey' | 'oneToOne' } ? K : never
}[keyof F & string]

/** The names of relations that lead to one row. */
export type OneNames<F extends Fields> = {
  [K in keyof F & string]: F[K] extends { readonly kind: 'foreignKey' | 'oneToOne' | 'reverseOne' } ? K : never
}[keyof F & string]

/** The names of fields that have a column. */
export type ColumnFields<F extends Fields> = {
  [K in keyof F & string]: F[K] extends { readonly kind: 'reverse' | 'reverseOne' | 'manyToMany' } ? never : K
}[keyof F & string]

type OptionalNames<F extends Fields> = {
  [K in keyof F & string]: F[K] extends { readonly '~optional': true } ? K : never
}[keyof F & string]
