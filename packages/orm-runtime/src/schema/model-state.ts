import type { ConnectOptions } from '../connect.ts'
import type { ModelDefinition } from '../models/model-definition.ts'
import { readSchema, useSchema, type Schema } from '../models/schema.ts'
import { modelBetween } from '../querysets/model-between.ts'
import { modelTable } from './model-table.ts'
import type { ColumnDefault, TableDefinition } from './table-definition.ts'

/** What models say of one database, without a connection to it. */
export interface ModelState {
  readonly tables: ReadonlyMap<string, TableDefinition>
  /** The constants and moments that the models give to new rows, by `table.column`. */
  readonly defaults: ReadonlyMap<string, ColumnDefault>
}

/** The tables of the models that belong to a database, by its name in `connect`. */
export function modelState(options: ConnectOptions, alias: string): ModelState {
  const dialect = alias === 'default' ? options.default : options.databases?.[alias]
  const schema = readSchema(options.models, modelBetween)
  useSchema(schema)
  try {
    const models = [...schema.values()].filter((one) => isManaged(one, options, alias))
    const tables = dialect ? models.map((one) => modelTable(one, dialect)) : []
    return { tables: new Map(tables.map((table) => [table.name, table])), defaults: defaultsOf(models) }
  } finally {
    useSchema(NONE)
  }
}

const NONE: Schema = new Map()

function isManaged({ name, options }: ModelDefinition, { databases, router }: ConnectOptions, alias: string): boolean {
  if (options.managed === false) return false
  if (!databases || Object.keys(databases).length === 0) return alias === 'default'
  return (router?.write?.(name) ?? options.database ?? 'default') === alias
}

function defaultsOf(models: readonly ModelDefinition[]): Map<string, ColumnDefault> {
  const defaults = new Map<string, ColumnDefault>()
  for (const { table, columns } of models) {
    for (const { column, definition } of columns) {
      const { default: given, autoNow } = definition
      if (autoNow) defaults.set(`${table}.${column}`, { kind: 'now' })
      // What a function answers is not for all rows.
      else if (given !== undefined && given !== null && typeof given !== 'function') {
        defaults.set(`${table}.${column}`, { kind: 'literal', value: given })
      }
    }
  }
  return defaults
}
