import { Signal } from './signal.ts'

/** An instance is about to be written (`preSave`), or was (`postSave`). */
export interface SaveEvent<M = object> {
  readonly sender: object
  readonly instance: M
  /** `postSave`: true for a new row. */
  readonly created?: boolean
  /** The columns that `save` was told to write; undefined for all. */
  readonly updateFields: readonly string[] | undefined
  /** The name of the database. */
  readonly using: string
}

/** An instance's row is about to be deleted (`preDelete`), or was (`postDelete`): by `delete` of it or of a query. */
export interface DeleteEvent<M = object> {
  readonly sender: object
  readonly instance: M
  readonly using: string
}

/** Rows of a many-to-many relation are about to change, or did. */
export interface ManyToManyEvent {
  /** The class of the model between. */
  readonly sender: object
  readonly instance: object
  readonly action: 'preAdd' | 'postAdd' | 'preRemove' | 'postRemove' | 'preClear' | 'postClear'
  /** True where the call was made at the far end of the relation. */
  readonly reverse: boolean
  /** The class of the model that is added or removed. */
  readonly model: object
  /** The keys of what is added or removed; undefined for all. */
  readonly keys: readonly unknown[] | undefined
  readonly using: string
}

export const preSave = new Signal<SaveEvent>('preSave')
export const postSave = new Signal<SaveEvent>('postSave')
export const preDelete = new Signal<DeleteEvent>('preDelete')
export const postDelete = new Signal<DeleteEvent>('postDelete')
export const m2mChanged = new Signal<ManyToManyEvent>('m2mChanged')
