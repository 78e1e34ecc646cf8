import type { FieldsOf } from '../query/values.ts'
import type { Manager } from './manager.generated.ts'

/** The manager of the rows that refer to an instance. */
export type RelatedManager<M> = Manager<M, FieldsOf<M>>

/** The manager of the rows at the other end of a many-to-many relation. */
export type RelatedSetManager<M> = Manager<M, FieldsOf<M>>
