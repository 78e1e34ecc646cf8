import type { Row as Cells } from '../dialects/connections.ts'
import { UsageError } from '../errors/usage-error.ts'
import { keyOf } from './key-of.ts'
import { rememberRelation } from './loaded-relations.ts'
import type { Column, ModelDefinition } from './model-definition.ts'
import { Row } from './row.ts'

/** A row of a result on its way into an instance. */
export class LoadedRow {
  cells: Cells = []
  readonly offset: number
  readonly fill: (target: object, row: Cells, offset: number) => void

  constructor(fill: LoadedRow['fill'], offset: number) {
    this.fill = fill
    this.offset = offset
  }
}

/**
 * Gives a new instance its columns: from a row of the database, or from values and the fields' defaults.
 * @throws UsageError for a name that is no field.
 */
export function fillInstance(instance: object, definition: ModelDefinition, values: object): void {
  if (values instanceof LoadedRow) {
    values.fill(instance, values.cells, values.offset)
    return
  }
  Row.state(instance).stored = false
  const properties = instance as Record<string, unknown>
  const given: Record<string, unknown> = { ...values }
  refuseUnknown(definition, given)
  for (const column of definition.columns) {
    const related = column.relation === undefined ? undefined : given[column.relation]
    if (column.relation !== undefined && related !== undefined) {
      properties[column.name] = keyOf(related, column.definition.target ?? '')
      if (related === null || typeof related === 'object') rememberRelation(instance, column.relation, related)
      continue
    }
    const value = given[column === definition.key && 'pk' in given ? 'pk' : column.name]
    properties[column.name] = value === undefined ? defaultOf(column) : value
  }
}

/** Undefined for what is known when the row is inserted only: keys, moments, defaults of the database. */
function defaultOf({ null: nullable, definition }: Column): unknown {
  const { default: value, databaseDefault } = definition
  if (typeof value === 'function') return (value as () => unknown)()
  return value === undefined && nullable && databaseDefault === undefined ? null : value
}

function refuseUnknown(definition: ModelDefinition, values: object): void {
  const unknown = Object.keys(values).find((name) => !definition.columnByName.has(name))
  if (unknown === undefined) return
  const choices = [...definition.columnByName.keys()].filter((one) => one !== 'pk').join(', ')
  throw new UsageError(`${definition.name} has no column '${unknown}'. It has: ${choices}.`)
}
