import { OrmError } from './orm-error.ts'

/** No row matches where one was asked for. Each model has a class of its own: `User.DoesNotExist`. */
export class ObjectDoesNotExist extends OrmError {
  readonly code = 'does-not-exist'
  /** The model's name. */
  readonly model: string

  constructor(model: string) {
    super(`${model} matching query does not exist.`)
    this.name = `${model}.DoesNotExist`
    this.model = model
  }
}

/** Several rows match where one was asked for. Each model has a class of its own: `User.MultipleObjectsReturned`. */
export class MultipleObjectsReturned extends OrmError {
  readonly code = 'multiple-objects-returned'
  /** The model's name. */
  readonly model: string

  constructor(model: string) {
    super(`More than one ${model} matches the query.`)
    this.name = `${model}.MultipleObjectsReturned`
    this.model = model
  }
}

/** No row has the key of an instance that was to be updated, and not inserted. */
export class ObjectNotUpdated extends OrmError {
  override readonly name = 'ObjectNotUpdated'
  readonly code = 'object-not-updated'
  /** The model's name. */
  readonly model: string

  constructor(model: string, key: string) {
    super(`No ${model} has the ${key}: nothing was updated. \`save()\` without options would insert it.`)
    this.model = model
  }
}
