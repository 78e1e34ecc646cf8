import type { DatePart } from '../expressions/expression-node.ts'
import type { Fields } from '../fields/fields.ts'
import type { FieldsOf, ForeignKeyNames, ForeignKeyValue, KeyOf } from './values.ts'

/**
 * The value at a path of a column, an annotation or a part of one, to any depth, with null where a relation on the way
 * may lead nowhere; or a string literal that says why there is none.
 */
export type PathValue<F extends Fields, P extends string> = P extends keyof F
  ? Own<F[P]>
  : P extends `${infer Head}__${infer Tail}`
    ? Head extends keyof F
      ? F[Head] extends { readonly '~model': infer M }
        ? Along<F[Head], PathValue<FieldsOf<M>, Tail>>
        : Part<F[Head], Tail>
      : `no field '${Head}'`
    : P extends `${infer K}Id`
      ? K extends ForeignKeyNames<F>
        ? ForeignKeyValue<F[K]>
        : `no field '${P}'`
      : P extends 'pk'
        ? Primary<F>
        : `no field '${P}'`

/** The kind of the column at a path; `text` where it does not matter. */
export type PathKind<F extends Fields, P extends string> = P extends keyof F
  ? F[P]['kind']
  : P extends `${infer Head}__${infer Tail}`
    ? Head extends keyof F
      ? F[Head] extends { readonly '~model': infer M }
        ? PathKind<FieldsOf<M>, Tail>
        : Tail extends 'date' | 'time'
          ? Tail
          : 'integer'
      : never
    : 'integer'

type Own<T> = T extends { readonly '~model': infer M; readonly kind: infer Kind }
  ? Kind extends 'foreignKey' | 'oneToOne'
    ? ForeignKeyValue<T>
    : KeyOf<M> | null
  : T extends { readonly '~value': infer V }
    ? V
    : never

/** Behind a relation to many rows, or one that may be absent, there may be nothing. */
type Along<T, V> = V extends `no field '${string}'`
  ? V
  : T extends { readonly '~null': false; readonly kind: 'foreignKey' | 'oneToOne' }
    ? V
    : V | null

type Part<T, Tail extends string> = T extends { readonly kind: 'json' }
  ? unknown
  : T extends { readonly kind: 'date' | 'datetime' | 'time'; readonly '~value': infer V }
    ? Tail extends DatePart
      ? (Tail extends 'date' | 'time' ? string : number) | Extract<V, null>
      : `no field '${Tail}'`
    : `no field '${Tail}'`

type Primary<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly '~primary': true } ? F[K]['~value'] : never
}[keyof F]
