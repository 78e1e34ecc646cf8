import type { Fields } from '../fields/fields.ts'
import type { FieldsOf, ForeignKeyNames, Insert, KeyOf, Keys } from './values.ts'

/** Rows of a relation as instances or keys. */
export type OneOrMore<M> = M | KeyOf<M> | readonly (M | KeyOf<M>)[]

/**
 * What makes a row that belongs to an instance: the values without the foreign key `Via` that leads there. Where `Via`
 * is not known, no foreign key is asked for.
 */
export type RelatedInsert<M, Via extends string> = RelatedValues<FieldsOf<M>, Via>

type RelatedValues<F extends Fields, Via extends string> = string extends Via
  ? Insert<Omit<F, ForeignKeyNames<F>>> & { [K in ForeignKeyNames<F>]?: F[K]['~value'] } & Partial<Keys<F>>
  : Insert<Omit<F, Via>>

/** What a manager must be so that its rows can be taken from the instance: their foreign key may be null. */
export type Detachable<M, Via extends string> =
  true extends Nullable<FieldsOf<M>, Via>
    ? unknown
    : { readonly 'The foreign key is not nullable: its rows can only be given to another instance.': never }

type Nullable<F extends Fields, Via extends string> = {
  [K in ForeignKeyNames<F> & Via]: F[K] extends { readonly '~null': infer Null } ? Null : never
}[ForeignKeyNames<F> & Via]
