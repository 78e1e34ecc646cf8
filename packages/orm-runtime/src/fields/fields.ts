import { randomUUID } from 'node:crypto'
import type { RelatedManager } from '../querysets/related-manager.generated.ts'
import type { RelatedSetManager } from '../querysets/related-set-manager.generated.ts'
import type { Expression } from '../expressions/expression.ts'
import type { ColumnKind, FieldDefinition, OnDelete, RelationKind } from './field-definition.ts'

/** A field as the type checker sees it: the keys that begin with `~` exist in types only. */
export interface Field<
  T = unknown,
  Optional extends boolean = boolean,
  Kind extends AnyKind = AnyKind,
> extends FieldDefinition {
  readonly kind: Kind
  readonly '~value': T
  readonly '~optional': Optional
}

type AnyKind = ColumnKind | RelationKind

export type Fields = Readonly<Record<string, Field>>

/** A many-to-one relation. Reading it from an instance sends a query unless it was loaded. */
export interface ForeignKey<
  M,
  Null extends boolean = false,
  Kind extends 'foreignKey' | 'oneToOne' = 'foreignKey',
> extends Field<Null extends true ? M | null : M, Null, Kind> {
  readonly '~model': M
  readonly '~null': Null
}

/** The other end of a foreign key: many rows. */
export interface Reverse<M, Via extends string = string> extends Field<RelatedManager<M, Via>, true, 'reverse'> {
  readonly '~model': M
}

/** The other end of a one-to-one relation: one row, or null. */
export interface ReverseOne<M> extends Field<M | null, true, 'reverseOne'> {
  readonly '~model': M
  readonly '~null': true
}

/** Many rows here that belong to many rows there. */
export interface ManyToMany<M> extends Field<RelatedSetManager<M>, true, 'manyToMany'> {
  readonly '~model': M
}

interface Options<T> {
  readonly null?: boolean
  readonly unique?: boolean
  /** An index of its own. */
  readonly index?: boolean
  /** The model's key. Without one, the model's `auto()` field is. */
  readonly primaryKey?: boolean
  /** The value of rows created without one, or a function that makes it. */
  readonly default?: T | (() => T)
  /** The value that the database gives: a literal, or an expression such as `Now()`. */
  readonly databaseDefault?: T | Expression
  /** The column's name where it is not the field's. */
  readonly column?: string
  /** The only values that are allowed; checked by the database as well. */
  readonly choices?: readonly T[]
  /** Each answers what is wrong with a value, or nothing. Run by `fullClean()` alone: `save` checks types and choices. */
  readonly validators?: readonly ((value: T) => string | undefined | void)[]
}

interface MomentOptions<T> extends Options<T> {
  /** Set by the runtime when the row is created, or whenever it is saved. */
  readonly autoNow?: 'create' | 'save'
}

interface ForeignKeyOptions {
  readonly unique?: boolean
  /** False for a foreign key without an index. */
  readonly index?: boolean
  readonly column?: string
  readonly onDelete?: OnDelete
  /** The key that the database gives to rows created without one, and that `onDelete: 'setDefault'` sets. */
  readonly databaseDefault?: string | number | bigint
}

type Given<O, T> = O extends { choices: readonly (infer C)[] } ? C : T
type Value<T, O> = O extends { null: true } ? Given<O, T> | null : Given<O, T>
type Optional<O> = O extends { default: unknown } | { databaseDefault: unknown } | { autoNow: unknown } | { null: true }
  ? true
  : false
type Primary<O> = O extends { primaryKey: true } ? { readonly '~primary': true } : unknown
type FieldOf<T, O, Kind extends ColumnKind> = Field<Value<T, O>, Optional<O>, Kind> & Primary<O>
type Key<T, Kind extends ColumnKind> = Field<T, true, Kind> & { readonly '~primary': true }

/** The primary key: an integer that the database gives. */
export function auto(): Key<number, 'auto'> {
  return field({ kind: 'auto', primaryKey: true })
}

/** The primary key: an integer of 64 bits that the database gives, as a bigint. */
export function bigAuto(): Key<bigint, 'bigAuto'> {
  return field({ kind: 'bigAuto', primaryKey: true })
}

/** A UUID, as a string in lower case. As a primary key it is made by the runtime unless given. */
export function uuid<const O extends Options<string>>(
  options?: O,
): O extends { primaryKey: true } ? Key<string, 'uuid'> : FieldOf<string, O, 'uuid'> {
  const made = options?.primaryKey && options.default === undefined && options.databaseDefault === undefined
  return field({ kind: 'uuid', ...options, ...(made && { default: () => randomUUID() }) })
}

/** A string of at most `maxLength` characters (UTF-16 units). */
export function char<const O extends Options<string> & { readonly maxLength: number }>(
  options: O,
): FieldOf<string, O, 'char'> {
  return field({ kind: 'char', ...options })
}

/** A string. */
export function text<const O extends Options<string>>(options?: O): FieldOf<string, O, 'text'> {
  return field({ kind: 'text', ...options })
}

/** A whole number between -2^53 and 2^53. */
export function integer<const O extends Options<number>>(options?: O): FieldOf<number, O, 'integer'> {
  return field({ kind: 'integer', ...options })
}

/** A whole number of 64 bits, as a bigint. */
export function bigint<const O extends Options<bigint>>(options?: O): FieldOf<bigint, O, 'bigint'> {
  return field({ kind: 'bigint', ...options })
}

/** A number of double precision; NaN and the infinities are refused. */
export function float<const O extends Options<number>>(options?: O): FieldOf<number, O, 'float'> {
  return field({ kind: 'float', ...options })
}

/** An exact decimal number as a string: `'12.50'`. `digits` in all (at most 18 for SQLite), `places` behind the point. */
export function decimal<const O extends Options<string> & { readonly digits: number; readonly places: number }>(
  options: O,
): FieldOf<string, O, 'decimal'> {
  return field({ kind: 'decimal', ...options })
}

/** `true` or `false`. */
export function boolean<const O extends Options<boolean>>(options?: O): FieldOf<boolean, O, 'boolean'> {
  return field({ kind: 'boolean', ...options })
}

/** A day without a time zone, as a string: `'2026-01-31'`. `autoNow` is the day in UTC. */
export function date<const O extends MomentOptions<string>>(options?: O): FieldOf<string, O, 'date'> {
  return field({ kind: 'date', ...options })
}

/** A moment, to the millisecond, as a `Date`; stored in UTC. */
export function datetime<const O extends MomentOptions<Date>>(options?: O): FieldOf<Date, O, 'datetime'> {
  return field({ kind: 'datetime', ...options })
}

/** A time of day without a time zone, to the millisecond, as a string: `'23:59:59'`, `'23:59:59.999'`. */
export function time<const O extends Options<string>>(options?: O): FieldOf<string, O, 'time'> {
  return field({ kind: 'time', ...options })
}

/** A length of time in whole milliseconds. */
export function duration<const O extends Options<number>>(options?: O): FieldOf<number, O, 'duration'> {
  return field({ kind: 'duration', ...options })
}

/** A value that JSON can hold: `json<{ tags: string[] }>()`. */
export function json<T = unknown>(options: Options<T> & { readonly null: true }): Field<T | null, true, 'json'>
export function json<T = unknown>(
  options: Options<T> & ({ readonly default: T | (() => T) } | { readonly databaseDefault: T | Expression }),
): Field<T, true, 'json'>
export function json<T = unknown>(options?: Options<T>): Field<T, false, 'json'>
export function json(options?: Options<unknown>): unknown {
  return field({ kind: 'json', ...options })
}

/** Bytes. */
export function binary<const O extends Options<Uint8Array>>(options?: O): FieldOf<Uint8Array, O, 'binary'> {
  return field({ kind: 'binary', ...options })
}

/** One of a few words, checked by the database: `choice(['draft', 'sent'], { default: 'draft' })`. */
export function choice<const C extends string, const O extends Omit<Options<C>, 'choices'>>(
  choices: readonly C[],
  options?: O,
): Field<O extends { null: true } ? C | null : C, Optional<O>, 'char'> {
  return field({ kind: 'char', maxLength: Math.max(...choices.map((one) => one.length)), ...options, choices })
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

/** A foreign key that no two rows share. */
export function oneToOne<M extends object>(
  target: string,
  options: ForeignKeyOptions & { readonly null: true },
): ForeignKey<M, true, 'oneToOne'>
export function oneToOne<M extends object>(
  target: string,
  options?: ForeignKeyOptions,
): ForeignKey<M, false, 'oneToOne'>
export function oneToOne(target: string, options?: ForeignKeyOptions & { readonly null?: true }): unknown {
  return field({ kind: 'oneToOne', target, unique: true, ...options })
}

/**
 * The rows of `target` whose foreign key `through` leads here; makes it a name for lookups
 * (`favorites: reverse<Favorite>('Favorite', 'product')` allows `filter({ favorites__user: user })`) and a manager on
 * instances (`product.favorites.count()`). It has no column. `reverse<Favorite, 'product'>` lets the manager's types know
 * the foreign key: what `create` needs beside it, and whether rows can be removed.
 */
export function reverse<M extends object, const Via extends string = string>(
  target: string,
  through: Via,
): Reverse<M, Via> {
  return field({ kind: 'reverse', target, through })
}

/** The one row of `target` whose one-to-one relation `through` leads here; null where there is none. */
export function reverseOne<M extends object>(target: string, through: string): ReverseOne<M> {
  return field({ kind: 'reverseOne', target, through })
}

/**
 * Many rows of `target` for many rows here. The table between is made by the runtime, or is the model named by
 * `through`, whose two foreign keys `throughFields` names where it has more. The far side names its field with
 * `inverseOf`: `posts: manyToMany<Post>('Post', { inverseOf: 'tags' })`.
 */
export function manyToMany<M extends object>(
  target: string,
  options?:
    { readonly through?: string; readonly throughFields?: readonly [string, string] } | { readonly inverseOf: string },
): ManyToMany<M> {
  return field({ kind: 'manyToMany', target, ...options })
}

/** The one place where a run-time definition gets the keys that exist in types only. */
function field(
  definition: Omit<FieldDefinition, 'databaseDefault' | 'validators'> & {
    readonly databaseDefault?: unknown
    readonly validators?: readonly unknown[]
  },
): never {
  return definition as never
}

export type { OnDelete }
