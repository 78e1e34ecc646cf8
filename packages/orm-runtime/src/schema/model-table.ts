import { conditionText } from '../compile/condition-text.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import type { ConstraintOptions, IndexOptions } from '../models/model-options.ts'
import { modelNamed } from '../models/schema.ts'
import type { ColumnDefault, TableColumn, TableConstraint, TableDefinition, TableIndex } from './table-definition.ts'

/**
 * The table of a model, as DDL of a dialect knows it. Without partial indexes, a partial index is a whole one and a
 * partial unique constraint is left out: a whole one would refuse rows that the model allows.
 */
export function modelTable(definition: ModelDefinition, dialect: Dialect): TableDefinition {
  const { table, columns, indexes, constraints } = definition
  const indexed = columns
    .filter((one) => one.relation !== undefined && !one.definition.unique && one.definition.index !== false)
    .concat(columns.filter((one) => one.relation === undefined && one.definition.index === true))
  return {
    name: table,
    columns: columns.map(tableColumn),
    indexes: [
      // No column's name has `__` in it, so no two indexes share a name.
      ...indexed.map(({ column }) => ({
        name: `${table}__${column}`,
        columns: [{ name: column, descending: false }],
        unique: false,
      })),
      ...indexes.flatMap((one) => tableIndex(definition, one, dialect)),
      ...constraints.flatMap((one) => partialUnique(definition, one, dialect)),
    ],
    constraints: constraints.flatMap((one) => tableConstraint(definition, one, dialect)),
  }
}

function tableColumn({ column, type, null: nullable, primaryKey, definition, relation }: Column): TableColumn {
  const target = relation === undefined ? undefined : modelNamed(definition.target ?? '')
  const given = databaseDefault(type.place, definition.databaseDefault)
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

/** A value of the field, or `Now()`. */
function databaseDefault(place: string, given: Column['definition']['databaseDefault']): ColumnDefault | undefined {
  if (given === undefined) return undefined
  const node = typeof given === 'object' && given !== null && 'node' in given ? given.node : undefined
  if (!node) return { kind: 'literal', value: given }
  if (node.kind === 'function' && node.name === 'now') return { kind: 'now' }
  if (node.kind === 'value') return { kind: 'literal', value: node.value }
  throw new UsageError(`The databaseDefault of ${place} is a value, or Now(): other expressions can't stand there.`)
}

function tableIndex(definition: ModelDefinition, options: IndexOptions, dialect: Dialect): TableIndex[] {
  const { fields, unique = false, where } = options
  const columns = fields.map((name) => ({
    name: columnNamed(definition, name.replace(/^-/, ''), 'an index').column,
    descending: name.startsWith('-'),
  }))
  const name = options.name ?? `${definition.table}__${columns.map((one) => one.name).join('__')}`
  const { partialIndexes } = dialect.features
  if (unique && where && !partialIndexes) return []
  const condition = where && partialIndexes ? { where: conditionText(where.node, definition, dialect) } : {}
  return [{ name, columns, unique, ...condition }]
}

/** A unique constraint with a condition is an index. */
function partialUnique(definition: ModelDefinition, constraint: ConstraintOptions, dialect: Dialect): TableIndex[] {
  if (constraint.kind !== 'unique' || !constraint.where) return []
  const { name, fields, where } = constraint
  return tableIndex(definition, { name, fields, where, unique: true }, dialect)
}

function tableConstraint(
  definition: ModelDefinition,
  constraint: ConstraintOptions,
  dialect: Dialect,
): TableConstraint[] {
  const { name, kind, where } = constraint
  if (kind === 'check') return [{ kind, name, where: conditionText(constraint.where.node, definition, dialect) }]
  if (where) return []
  const columns = constraint.fields.map((field) => columnNamed(definition, field, `the constraint '${name}'`).column)
  // Where the database can't wait for the commit, it checks at once.
  const deferrable = dialect.features.deferrableConstraints ? constraint.deferrable : undefined
  return [{ kind, name, columns, ...(deferrable && { deferrable }) }]
}

function columnNamed(definition: ModelDefinition, name: string, place: string): Column {
  const column = definition.columnByName.get(name)
  if (column) return column
  const choices = definition.columns.map((one) => one.name).join(', ')
  throw new UsageError(`${definition.name} has no column '${name}' for ${place}. Its columns: ${choices}.`)
}
