import type { Dialect, Parameter } from '../dialects/dialect.ts'
import { checkColumn } from '../models/check-column.ts'
import type { Column } from '../models/model-definition.ts'
import type { Slot } from './slot.ts'

/**
 * What turns values that are to be written to a column into parameters. Unlike a lookup's, they obey the column's own
 * rules: null, choices.
 * @throws UsageError, when called, for a value that the column does not take.
 */
export function columnBinder(dialect: Dialect, column: Column): Slot['bind'] {
  const { type } = column
  const { encode } = dialect.types[type.kind]
  return (value) => {
    const checked = checkColumn(column, value)
    // The checked value has the kind's own form, which is what the codec takes; without a codec the driver takes it.
    return checked === null || !encode ? (checked as Parameter) : encode(checked as never, type)
  }
}

/** The same for an array of such values. */
export function columnListBinder(dialect: Dialect, column: Column): Slot['bind'] {
  const bind = columnBinder(dialect, column)
  return (values) => (values as readonly unknown[]).map(bind)
}
