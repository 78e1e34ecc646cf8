import { call, codeOf, printCode, raw, type Code } from './print-code.ts'
import type { TableColumn, TableConstraint, TableDefinition, TableIndex } from './table-definition.ts'

/** Models for tables, as TypeScript. What models can't say stands beside them in comments. */
export function printModels(tables: readonly TableDefinition[]): string {
  const used = new Set<string>(['Model'])
  const use = (name: string, parameters: readonly unknown[]) => {
    used.add(name)
    return call(name, parameters)
  }
  const classes = tables.map((table) => modelText(table, tables, use))
  const names = [...used].toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  return [`import { ${names.join(', ')} } from 'orm-runtime'`, ...classes].join('\n\n') + '\n'
}

type Use = (name: string, parameters: readonly unknown[]) => Code

function modelText(table: TableDefinition, tables: readonly TableDefinition[], use: Use): string {
  const { name, columns, constraints } = table
  if (columns.filter(({ primaryKey }) => primaryKey).length !== 1) {
    return `// The table '${name}' has no primary key of one column, which a model needs.`
  }
  const fields = Object.fromEntries(columns.map((column) => fieldOf(column, table, tables, use)))
  const fieldNames = new Map(columns.map((column) => [column.name, fieldNameOf(column, tables)]))
  const options = optionsOf(table, fieldNames)
  const comments = constraints.flatMap((one) => (one.kind === 'check' ? [`// Check ${one.name}: ${one.where}\n`] : []))
  const given = Object.keys(options).length > 0 ? [options] : []
  const model = classNameOf(name)
  const declared = printCode(call('(', [name, fields, ...given]), '', `export class ${model} extends Model<${model}>()`)
  return `${comments.join('')}export class ${model} extends Model<${model}>()${declared.slice(1)} {}`
}

function fieldOf(
  column: TableColumn,
  table: TableDefinition,
  tables: readonly TableDefinition[],
  use: Use,
): [string, Code] {
  const name = fieldNameOf(column, tables)
  const { type, references } = column
  const isKey = type.kind === 'auto' || type.kind === 'bigAuto'
  const isRelation = references !== undefined && leadsToKey(column, tables)
  const stored = isRelation ? `${name}Id` : name
  const isIndexed = table.indexes.some((index) => isOwnIndex(index, column.name))
  const options = {
    ...(type.kind === 'char' && !column.choices && { maxLength: type.maxLength }),
    ...(type.kind === 'decimal' && { digits: type.digits ?? 38, places: type.places ?? 10 }),
    ...(column.null && { null: true }),
    ...(column.primaryKey && !isKey && { primaryKey: true }),
    ...(column.unique && !isRelation && { unique: true }),
    ...(isRelation && references.onDelete !== 'restrict' && { onDelete: references.onDelete }),
    ...(isRelation && !isIndexed && !column.unique && { index: false }),
    ...(!isRelation && isIndexed && { index: true }),
    ...(column.choices && type.kind !== 'char' && { choices: column.choices }),
    ...(column.default && !isRelation && { databaseDefault: defaultCode(column.default, use) }),
    ...(stored !== column.name && { column: column.name }),
  }
  const given = Object.keys(options).length > 0 ? [options] : []
  if (isRelation) {
    const model = classNameOf(references.table)
    const kind = column.unique ? 'oneToOne' : 'foreignKey'
    use(kind, [])
    return [name, call(`${kind}<${model}>`, [model, ...given])]
  }
  if (column.choices && type.kind === 'char') return [name, use('choice', [column.choices, ...given])]
  return [name, use(type.kind, given)]
}

/** Relations of models lead to keys. */
function leadsToKey({ references }: TableColumn, tables: readonly TableDefinition[]): boolean {
  const target = tables.find(({ name }) => name === references?.table)
  return target?.columns.some((one) => one.name === references?.column && one.primaryKey) ?? false
}

function defaultCode(given: NonNullable<TableColumn['default']>, use: Use): Code {
  return given.kind === 'now' ? use('Now', []) : codeOf(given.value)
}

function optionsOf(table: TableDefinition, fieldNames: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const named = (name: string, descending = false) => `${descending ? '-' : ''}${fieldNames.get(name) ?? name}`
  const indexes = table.indexes
    .filter((index) => !table.columns.some(({ name }) => isOwnIndex(index, name)))
    .map(({ name, columns, unique, where }) => ({
      fields: columns.map((one) => named(one.name, one.descending)),
      name,
      ...(unique && { unique: true }),
      ...(where !== undefined && { where: raw(`undefined /* ${where.replaceAll('*/', '* /')} */`) }),
    }))
  const uniques = table.constraints.flatMap((one) => uniqueOf(one, named))
  return { ...(indexes.length > 0 && { indexes }), ...(uniques.length > 0 && { constraints: uniques }) }
}

function uniqueOf(constraint: TableConstraint, named: (name: string) => string): object[] {
  if (constraint.kind !== 'unique') return []
  const { kind, name, columns, deferrable } = constraint
  return [{ kind, name, fields: columns.map((column) => named(column)), ...(deferrable && { deferrable }) }]
}

/** An index that `index: true`, or a foreign key, makes. */
function isOwnIndex({ columns, unique, where }: TableIndex, column: string): boolean {
  const [only, ...more] = columns
  return more.length === 0 && only?.name === column && !only.descending && !unique && where === undefined
}

function fieldNameOf(column: TableColumn, tables: readonly TableDefinition[]): string {
  const name = camel(column.name)
  return leadsToKey(column, tables) ? name.replace(/(?<=.)Id$/, '') : name
}

function classNameOf(table: string): string {
  const name = camel(table)
  const upper = name.charAt(0).toUpperCase() + name.slice(1)
  return /^[A-Za-z_$]/.test(upper) ? upper : `Table${upper}`
}

function camel(name: string): string {
  const text = name.replace(/[^A-Za-z0-9$]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())
  return text.charAt(0).toLowerCase() + text.slice(1)
}
