import type { RelatedManager } from './relations-types.ts'

/** What a field is at run time. */
export interface FieldDefinition {
  readonly kind: 'auto' | 'text' | 'integer' | 'boolean' | 'datetime' | 'foreignKey' | 'reverse'
  readonly null?: boolean
  readonly unique?: boolean
  readonly default?: unknown
  /** `foreignKey`, `reverse`: the name of the model that it leads to. */
  readonly target?: string
  /** `reverse`: the foreign key of `target` that leads back. */
  readonly through?: string
  readonly onDelete?: OnDelete
}

/** A field as the type checker sees it: the keys that begin with `~` exist in types only. */
export interface Field<T, Optional extends boolean = false> extends FieldDefinition {
  readonly '~value': T
  readonly '~optional': Optional
}

/** A many-to-one relation. Reading it from an instance sends a query unless it was loaded. */
export interface ForeignKey<M, Null extends boolean = false> extends Field<Null extends true ? M | null : M, Null> {
  readonly kind: 'foreignKey'
  readonly '~model': M
  readonly '~null': Null
}

/** The other end of a foreign key: many rows. */
export interface Reverse<M> extends Field<RelatedManager<M>, true> {
  readonly kind: 'reverse'
  readonly '~model': M
}

export type Fields = Readonly<Record<string, Field<unknown, boolean>>>

/** What deleting the row does to the rows that refer to it; `restrict` (the default) refuses. */
export type OnDelete = 'restrict' | 'cascade' | 'setNull'

interface Options<T> {
  readonly null?: boolean
  readonly unique?: boolean
  /** The value of rows created without one, or a function that makes it. */
  readonly default?: T | (() => T)
}

interface ForeignKeyOptions {
  readonly unique?: boolean
  readonly onDelete?: OnDelete
}

type Value<T, O> = O extends { null: true } ? T | null : T
type Optional<O> = O extends { default: unknown } | { null: true } ? true : false
type FieldOf<T, O> = Field<Value<T, O>, Optional<O>>

/** The primary key: an integer that the database gives. Each model has exactly one. */
export function auto(): Field<number, true> {
  return field({ kind: 'auto' })
}

/** A string. */
export function text<const O extends Options<string>>(options?: O): FieldOf<string, O> {
  return field({ kind: 'text', ...options })
}

/** A whole number between -2^53 and 2^53. */
export function integer<const O extends Options<number>>(options?: O): FieldOf<number, O> {
  return field({ kind: 'integer', ...options })
}

/** `true` or `false`. */
export function boolean<const O extends Options<boolean>>(options?: O): FieldOf<boolean, O> {
  return field({ kind: 'boolean', ...options })
}

/** A moment, to the millisecond, as a `Date`; stored in UTC. */
export function datetime<const O extends Options<Date>>(options?: O): FieldOf<Date, O> {
  return field({ kind: 'datetime', ...options })
}

/**
 * A relation to one row of another model, by that model's name: a thunk `() => Product` is a circular type (TS2506) as
 * soon as two models point at each other. `connect()` checks the name.
 */
export function foreignKey<M extends object>(
  target: string,
  options: ForeignKeyOptions & { readonly null: true },
): ForeignKey<M, true>
export function foreignKey<M extends object>(target: string, options?: ForeignKeyOptions): ForeignKey<M>
export function foreignKey(target: string, options?: ForeignKeyOptions & { readonly null?: true }): unknown {
  return field({ kind: 'foreignKey', target, ...options })
}

/**
 * The rows of `target` whose foreign key `through` leads here; makes it a name for lookups
 * (`favorites: reverse<Favorite>('Favorite', 'product')` allows `filter({ favorites__user: user })`) and a manager on
 * instances (`product.favorites.count()`). It has no column.
 */
export function reverse<M extends object>(target: string, through: string): Reverse<M> {
  return field({ kind: 'reverse', target, through })
}

/** The one place where a run-time definition gets the keys that exist in types only. */
function field(definition: FieldDefinition): never {
  return definition as never
}
