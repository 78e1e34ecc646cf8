import type { Row } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import { fromDatabase } from './column-values.ts'
import { keyOf } from './key-of.ts'
import type { ModelDefinition } from './model-definition.ts'
import { rememberRelation } from './loaded-relations.ts'

/** A row of a result; the cells of one model begin at `offset`. */
export class LoadedRow {
  readonly cells: Row
  readonly offset: number

  constructor(cells: Row, offset: number) {
    this.cells = cells
    this.offset = offset
  }
}

/**
 * Gives a new instance its columns: from a row of the database, or from values and the fields' defaults.
 * @throws UsageError for a name that is no field.
 */
export function fillInstance(instance: object, definition: ModelDefinition, values: object): void {
  const properties = instance as Record<string, unknown>
  if (values instanceof LoadedRow) {
    let index = values.offset
    for (const column of definition.columns)
      properties[column.name] = fromDatabase(column, values.cells[index++] ?? null)
    return
  }
  const given: Record<string, unknown> = { ...values }
  refuseUnknown(definition, given)
  for (const column of definition.columns) {
    const related = column.relation === undefined ? undefined : given[column.relation]
    if (column.relation !== undefined && related !== undefined) {
      properties[column.name] = keyOf(related, column.definition.target ?? '')
      if (related === null || typeof related === 'object') rememberRelation(instance, column.relation, related)
      continue
    }
    const value = given[column.name]
    properties[column.name] = value === undefined ? defaultOf(column.definition.default, column.null) : value
  }
}

function defaultOf(value: unknown, nullable: boolean): unknown {
  if (typeof value === 'function') return (value as () => unknown)()
  return value === undefined && nullable ? null : value
}

function refuseUnknown(definition: ModelDefinition, values: object): void {
  const unknown = Object.keys(values).find((name) => !definition.columnByName.has(name))
  if (unknown === undefined) return
  const choices = [...definition.columnByName.keys()].join(', ')
  throw new UsageError(`${definition.name} has no column '${unknown}'. It has: ${choices}.`)
}
