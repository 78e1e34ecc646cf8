import { UsageError } from '../errors/usage-error.ts'
import type { Fields } from '../fields/fields.ts'
import type { ModelOptions } from '../models/model-options.ts'
import { Row } from '../models/row.ts'
import type { Keys } from '../query/values.ts'

/**
 * What {@link AbstractModel} makes. A model takes its fields, options and methods by naming it:
 * `Model<User>()('users', { … }, { bases: [Timestamped] })`.
 */
export interface AbstractClass<F extends Fields = Fields> {
  // The values of fields alone, so that methods can use them; the model adds the rest.
  new (): { -readonly [K in keyof F]: F[K]['~value'] } & Keys<F> & AbstractRow
  readonly fields: F
  readonly options: ModelOptions
}

/** What methods of an abstract model may ask of the row that they will be part of. */
export interface AbstractRow {
  save(): void
  asave(): Promise<void>
  delete(): number
  adelete(): Promise<number>
  refreshFromDb(): void
  arefreshFromDb(): Promise<void>
}

/**
 * Fields, options and methods that several models share; it has no table of its own.
 *
 * ```ts
 * class Timestamped extends AbstractModel({ createdAt: datetime({ autoNow: 'create' }) }, { ordering: ['-createdAt'] }) {
 *   age() { return Date.now() - this.createdAt.getTime() }
 * }
 * class User extends Model<User>()('users', { id: auto(), email: text() }, { bases: [Timestamped] }) {}
 * ```
 */
export function AbstractModel<const F extends Fields>(fields: F, options?: ModelOptions): AbstractClass<F>
export function AbstractModel(fields: Fields, options: ModelOptions = {}): unknown {
  return class extends Row {
    static readonly fields = fields
    static readonly options = options

    constructor() {
      super()
      throw new UsageError(
        `${new.target.name} is an abstract model: name it among the \`bases\` of one that has a table.`,
      )
    }
  }
}

/** What a model needs of the classes that it names. */
export interface Base {
  readonly prototype: object
  readonly fields: Fields
  readonly options: ModelOptions
}

/** The model's own fields, then those of its bases that it does not have itself. */
export function withInheritedFields(fields: Fields, bases: readonly Base[]): Fields {
  return bases.reduce((all, base) => ({ ...all, ...without(base.fields, all) }), fields)
}

/**
 * The model's options, completed by those of its bases. Indexes and constraints are added up; the names of inherited
 * ones begin with the table's, because names are unique in a database.
 */
export function withInheritedOptions(table: string, options: ModelOptions, bases: readonly Base[]): ModelOptions {
  const inherited = bases.map((base) => base.options)
  const renamed = <T extends { readonly name?: string }>(all: readonly T[] = []) =>
    all.map((one) => (one.name === undefined ? one : { ...one, name: `${table}__${one.name}` }))
  return {
    ...inherited.reduceRight<ModelOptions>((all, one) => ({ ...all, ...one }), {}),
    ...options,
    indexes: [...inherited.flatMap(({ indexes }) => renamed(indexes)), ...(options.indexes ?? [])],
    constraints: [...inherited.flatMap(({ constraints }) => renamed(constraints)), ...(options.constraints ?? [])],
  }
}

/** Gives a model's instances the methods of its bases; the first base wins, and the model's own class over all. */
export function inheritMethods(prototype: object, bases: readonly Base[]): void {
  for (const base of bases) {
    for (let from: unknown = base.prototype; from && from !== Row.prototype; from = Object.getPrototypeOf(from)) {
      const { constructor: _, ...own } = Object.getOwnPropertyDescriptors(from)
      Object.defineProperties(prototype, without(own, prototype))
    }
  }
}

function without<T>(all: Readonly<Record<string, T>>, taken: object): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(taken, name)))
}
