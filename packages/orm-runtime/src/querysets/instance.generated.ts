// Generated from orm-runtime/src/operations.ts by `npm run generate`; not edited by hand.

import type { CallOptions } from '../execute/steps.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import type { Fields } from '../fields/fields.ts'
import { Row } from '../models/row.ts'
import * as operations from '../operations/operations.ts'
import type { CleanOptions } from '../operations/full-clean.ts'
import type { SaveOptions } from '../operations/save.ts'
import type { ColumnName, OneNames } from '../query/values.ts'

/** What every row of a model can do. */
export class Instance<F extends Fields> extends Row {
  /**
   * Writes the instance to its row, or inserts one.
   * Blocks; `await asave()` does not.
   * @throws IntegrityError where a constraint does not hold.
   */
  save(options?: SaveOptions<ColumnName<F>>): void {
    return runSync({ subject: this, operation: 'save', twin: 'asave' }, operations.save(this, options))
  }

  /**
   * Writes the instance to its row, or inserts one.
   * The asynchronous twin of `save`.
   * @throws IntegrityError where a constraint does not hold.
   */
  asave(options?: SaveOptions<ColumnName<F>> & CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'asave' }, operations.save(this, options), options)
  }

  /**
   * Deletes the row of the instance and answers how many there were: 1, or 0.
   * Blocks; `await adelete()` does not.
   */
  delete(): number {
    return runSync({ subject: this, operation: 'delete', twin: 'adelete' }, operations.removeInstance(this))
  }

  /**
   * Deletes the row of the instance and answers how many there were: 1, or 0.
   * The asynchronous twin of `delete`.
   */
  adelete(options?: CallOptions): Promise<number> {
    return runAsync({ subject: this, operation: 'adelete' }, operations.removeInstance(this), options)
  }

  /**
   * Reads the columns again, all that the instance has or those named, and forgets its loaded relations.
   * Blocks; `await arefreshFromDb()` does not.
   * @throws DoesNotExist where the row is gone.
   */
  refreshFromDb(fields?: readonly ColumnName<F>[]): void {
    return runSync(
      { subject: this, operation: 'refreshFromDb', twin: 'arefreshFromDb' },
      operations.refreshFromDb(this, fields),
    )
  }

  /**
   * Reads the columns again, all that the instance has or those named, and forgets its loaded relations.
   * The asynchronous twin of `refreshFromDb`.
   * @throws DoesNotExist where the row is gone.
   */
  arefreshFromDb(fields?: readonly ColumnName<F>[], options?: CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'arefreshFromDb' }, operations.refreshFromDb(this, fields), options)
  }

  /**
   * Checks the values without writing them: by their fields' types, choices and validators, by the model's own `clean()`, and whether unique ones are taken.
   * Blocks; `await afullClean()` does not.
   * @throws ValidationError with all messages, by field.
   */
  fullClean(options?: CleanOptions<ColumnName<F>>): void {
    return runSync({ subject: this, operation: 'fullClean', twin: 'afullClean' }, operations.fullClean(this, options))
  }

  /**
   * Checks the values without writing them: by their fields' types, choices and validators, by the model's own `clean()`, and whether unique ones are taken.
   * The asynchronous twin of `fullClean`.
   * @throws ValidationError with all messages, by field.
   */
  afullClean(options?: CleanOptions<ColumnName<F>> & CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'afullClean' }, operations.fullClean(this, options), options)
  }

  /**
   * The row that a foreign key or a one-to-one relation leads to, loaded unless it already is: reading `order.user` afterwards sends no query.
   */
  aload<K extends OneNames<F>>(name: K, options?: CallOptions): Promise<F[K]['~value']> {
    return runAsync({ subject: this, operation: 'aload' }, operations.loadRelation(this, name), options)
  }
}
