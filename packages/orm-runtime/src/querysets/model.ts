import type { MultipleObjectsReturned, ObjectDoesNotExist } from '../errors/row-count-errors.ts'
import type { Fields } from '../fields/fields.ts'
import { modelDefinition } from '../models/model-definition.ts'
import type { ModelOptions } from '../models/model-options.ts'
import { allOf } from '../query/query.ts'
import type { FIELDS, Insert, InstanceOf } from '../query/values.ts'
import { inheritMethods, withInheritedFields, withInheritedOptions, type Base } from './abstract-model.ts'
import { Manager } from './manager.generated.ts'
import { modelClass } from './model-class.ts'

/** The class that a model extends: `class User extends Model<User>()('users', { id: auto() }) {}`. */
export interface ModelClass<Self, Table extends string, F extends Fields, Methods = unknown> {
  /** An instance that no table holds yet; `save()` inserts it. */
  new (values: Insert<F>): InstanceOf<Table, F> & Methods
  readonly table: Table
  readonly fields: F
  readonly options: ModelOptions
  /** Where all queries of the model begin. */
  readonly objects: Self extends { readonly [FIELDS]: readonly [Table, F] } ? Manager<Self, F> : WrongSelf
  /** Thrown where one row was asked for and none matches. */
  readonly DoesNotExist: new () => ObjectDoesNotExist
  /** Thrown where one row was asked for and several match. */
  readonly MultipleObjectsReturned: new () => MultipleObjectsReturned
}

/**
 * Makes the class that a model extends. `Self` is the model itself, which types what its queries return; it is given
 * in a call of its own because TypeScript infers all type arguments of a call or none.
 */
export function Model<Self = never>(): [Self] extends [never] ? ForgottenSelf : ModelFactory<Self>
export function Model(): unknown {
  return (table: string, own: Fields, { bases = [], ...options }: ModelOptions & { readonly bases?: Base[] } = {}) => {
    const fields = withInheritedFields(own, bases)
    const all = withInheritedOptions(table, options, bases)
    const model = modelClass(table, fields, all, (made) => new Manager(allOf(modelDefinition(made))))
    inheritMethods(model.prototype, bases)
    return model
  }
}

type ModelFactory<Self> = <
  const Table extends string,
  const F extends Fields,
  const Bases extends readonly Base[] = readonly [],
>(
  table: Table,
  fields: F & Forbidden,
  options?: ModelOptions & {
    /** Abstract models whose fields, options and methods this one has as well. */
    readonly bases?: Bases
  },
) => Bases extends readonly []
  ? ModelClass<Self, Table, F>
  : ModelClass<Self, Table, Inherited<F, Bases>, Both<InstancesOf<Bases>>>

type Inherited<F, Bases extends readonly Base[]> = F & Omit<Both<Bases[number]['fields']>, keyof F>
type InstancesOf<Bases> = Bases extends readonly (infer B)[] ? (B extends new () => infer I ? I : never) : never
type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never

/** Names that an instance needs for itself; a `then` would make it a promise. */
interface Forbidden {
  readonly then?: never
  readonly save?: never
  readonly asave?: never
  readonly delete?: never
  readonly adelete?: never
  readonly aload?: never
  readonly fullClean?: never
  readonly afullClean?: never
  readonly refreshFromDb?: never
  readonly arefreshFromDb?: never
  readonly pk?: never
}

interface ForgottenSelf {
  readonly 'Write `extends Model<YourClass>()(…)`: the model needs its own class.': never
}

interface WrongSelf {
  readonly 'The class in `Model<…>()` is not the class that extends it.': never
}
