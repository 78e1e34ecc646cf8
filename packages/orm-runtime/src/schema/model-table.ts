import type { Column, ModelDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import type { ColumnDefault, TableColumn, TableDefinition } from './table-definition.ts'

/** The table of a model, as DDL knows it. Conditions of partial indexes and checks are given as SQL by `conditionText`. */
export function modelTable(definition: ModelDefinition): TableDefinition {
  const { table, columns } = definition
  const foreignKeys = columns
    .filter((one) => one.relation !== undefined && !one.definition.unique && one.definition.index !== false)
    .concat(columns.filter((one) => one.relation === undefined && one.definition.index === true))
  return {
    name: table,
    columns: columns.map(tableColumn),
    indexes: [
      // No column's name has `__` in it, so no two indexes share a name.
      ...foreignKeys.map(({ column }) => ({
        name: `${table}__${column}`,
        columns: [{ name: column, descending: false }],
        unique: false,
      })),
    ],
    constraints: [],
  }
}

function tableColumn({ column, type, null: nullable, primaryKey, definition, relation }: Column): TableColumn {
  const target = relation === undefined ? undefined : modelNamed(definition.target ?? '')
  const given = databaseDefault(definition.databaseDefault)
  return {
    name: column,
    type,
    null: nullable,
    primaryKey,
    unique: definition.unique ?? false,
    ...(given && { default: given }),
    ...(target && {
      references: { table: target.table, column: target.key.column, onDelete: definition.onDelete ?? 'restrict' },
    }),
    ...(definition.choices && { choices: definition.choices as readonly (string | number)[] }),
  }
}

function databaseDefault(given: Column['definition']['databaseDefault']): ColumnDefault | undefined {
  if (given === undefined) return undefined
  return typeof given === 'object' ? { kind: 'now' } : { kind: 'literal', value: given }
}
