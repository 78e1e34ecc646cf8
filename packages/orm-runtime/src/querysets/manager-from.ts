import type { Fields } from '../fields/fields.ts'
import { QUERY } from '../expressions/query-source.ts'
import { modelDefinition, type RuntimeModel } from '../models/model-definition.ts'
import { allOf, type Query } from '../query/query.ts'
import { Manager } from './manager.generated.ts'
import { QuerySet } from './queryset.generated.ts'

/** A manager whose builders answer querysets of the class `Q`, and which has the methods of that class itself. */
export type ManagerOf<Q> = Q extends { readonly '~of': readonly [infer M, infer F extends Fields, infer R] }
  ? Manager<M, F, R, Q> & OwnMethods<Q>
  : never

/** What a queryset class has beside what all have. */
type OwnMethods<Q> = { [K in Exclude<keyof Q, keyof QuerySet<unknown, Fields>>]: Q[K] }

/** The class of such a manager. `initial` narrows what the manager begins with. */
export interface ManagerClass<Q> {
  new (model: object, initial?: (all: Q) => Q): ManagerOf<Q>
}

/** A class of querysets; its constructor is that of `QuerySet`. */
type QuerySetClass<Q> = new (query: Query<never>) => Q

/**
 * The manager of a model whose querysets have methods of their own. `initial` narrows what it begins with.
 *
 * ```ts
 * class UserQuerySet extends QuerySet<User, FieldsOf<User>> {
 *   active() { return this.filter({ active: true }) }
 * }
 * class User extends Model<User>()('users', { … }) {
 *   static override readonly objects = managerOf(this, UserQuerySet)
 *   static readonly members = managerOf(this, UserQuerySet, (users) => users.active())
 * }
 * ```
 */
export function managerOf<Q>(model: object, querySet: QuerySetClass<Q>, initial?: (all: Q) => Q): ManagerOf<Q> {
  return new (managerFrom(querySet))(model, initial)
}

/**
 * The class of managers for a class of querysets, for managers with methods of their own:
 * `class UserManager extends managerFrom(UserQuerySet) { invite(email: string) { return this.create({ email }) } }`, and on
 * the model `static override readonly objects = new UserManager(this)`.
 */
export function managerFrom<Q>(querySet: QuerySetClass<Q>): ManagerClass<Q>
export function managerFrom(querySet: QuerySetClass<QuerySet<object, never>>): unknown {
  // Which rows they are of is known to types only.
  const made = querySet as new (query: Query<object>) => QuerySet<object, never>
  class Custom extends Manager<object, never, object, QuerySet<object, never>> {
    constructor(model: object, initial?: (all: QuerySet<object, never>) => QuerySet<object, never>) {
      const all: Query<object> = allOf(modelDefinition(model as RuntimeModel))
      super(initial ? initial(new made(all))[QUERY] : all, made)
    }
  }
  for (
    let from: unknown = querySet.prototype;
    from && from !== QuerySet.prototype;
    from = Object.getPrototypeOf(from)
  ) {
    for (const name of Object.getOwnPropertyNames(from)) {
      if (name in Custom.prototype) continue
      Object.defineProperty(Custom.prototype, name, { configurable: true, writable: true, value: asked(name) })
    }
  }
  return Custom
}

/** The method of the querysets, called on all rows of the manager. */
function asked(name: string) {
  return function (this: Manager<object, never, object, object>, ...values: unknown[]): unknown {
    const all = this.all() as Readonly<Record<string, (...values: unknown[]) => unknown>>
    return all[name]?.(...values)
  }
}
