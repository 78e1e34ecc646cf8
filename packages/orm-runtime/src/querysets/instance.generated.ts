// Generated from orm-runtime/src/operations.ts by `npm run generate`; not edited by hand.

import type { CallOptions } from '../execute/steps.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import type { Fields } from '../fields/fields.ts'
import { Row } from '../models/row.ts'
import * as operations from '../operations/operations.ts'
import type { ForeignKeyNames } from '../query/values.ts'

/** What every row of a model can do. */
export class Instance<F extends Fields> extends Row {
  /**
   * Writes the instance to its row, or inserts one.
   * Blocks; `await asave()` does not.
   * @throws IntegrityError where a constraint does not hold.
   */
  save(): void {
    return runSync({ subject: this, operation: 'save', twin: 'asave' }, operations.save(this))
  }

  /**
   * Writes the instance to its row, or inserts one.
   * The asynchronous twin of `save`.
   * @throws IntegrityError where a constraint does not hold.
   */
  asave(options?: CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'asave' }, operations.save(this), options)
  }

  /**
   * Deletes the row of the instance.
   * Blocks; `await adelete()` does not.
   */
  delete(): void {
    return runSync({ subject: this, operation: 'delete', twin: 'adelete' }, operations.removeInstance(this))
  }

  /**
   * Deletes the row of the instance.
   * The asynchronous twin of `delete`.
   */
  adelete(options?: CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'adelete' }, operations.removeInstance(this), options)
  }

  /**
   * The row that a foreign key leads to, loaded unless it already is: reading `order.user` afterwards sends no query.
   */
  aload<K extends ForeignKeyNames<F>>(name: K, options?: CallOptions): Promise<F[K]['~value']> {
    return runAsync({ subject: this, operation: 'aload' }, operations.loadRelation(this, name), options)
  }
}
