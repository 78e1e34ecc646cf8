import { OrmError } from './orm-error.ts'

/** A relation or column that was not loaded was read from an instance whose fetch mode is `raise`. */
export class FieldFetchBlocked extends OrmError {
  override readonly name = 'FieldFetchBlocked'
  readonly code = 'field-fetch-blocked'
}
