import { UsageError } from '../errors/usage-error.ts'
import type { Steps } from '../execute/steps.ts'
import { hasColumn } from '../compile/lookup-path.ts'
import { property } from '../models/key-of.ts'
import { loadedRelation, rememberRelation } from '../models/loaded-relations.ts'
import { relationNamed } from '../models/relation-named.ts'
import { modelNamed } from '../models/schema.ts'
import { allOf } from '../query/query.ts'
import { get } from './read.ts'

/** The instance that a foreign key leads to, from memory if it is loaded; null where there is none. */
export function* loadRelation<R>(instance: object, name: string): Steps<R> {
  const relation = relationNamed(instance, name)
  if (!hasColumn(relation)) {
    throw new UsageError(`\`${name}\` leads to many rows: query them, for example with \`await ….${name}.all()\`.`)
  }
  const known = loadedRelation(instance, name)
  // The type that the caller names is the foreign key's.
  if (known !== undefined) return known as R
  const target = modelNamed(relation.target)
  const related = yield* get(allOf<object>(target), { [target.primaryKey]: property(instance, `${name}Id`) })
  rememberRelation(instance, name, related)
  return related as R
}
