import type { Manager } from '../query/manager.generated.ts'
import type { FieldsOf } from './values.ts'

/** The manager of the rows that refer to an instance. */
export type RelatedManager<M> = Manager<M, FieldsOf<M>>
