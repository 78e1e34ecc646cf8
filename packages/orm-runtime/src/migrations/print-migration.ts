import type { ColumnDefault, TableColumn, TableConstraint, TableIndex } from '../schema/table-definition.ts'
import type { SchemaChange } from '../schema/table-change.ts'
import { call, codeOf, printCode, raw, type Code } from '../schema/print-code.ts'

/** A migration as the TypeScript file that makes it. */
export function printMigration(operations: readonly SchemaChange[]): string {
  const used = new Set(['migration'])
  const use = (name: string, parameters: readonly unknown[]) => {
    used.add(name)
    return call(name, parameters)
  }
  const body = printCode(call('migration', [operations.map((one) => operationCode(one, use))]))
  const imports = [...used, ...(/\bnow\b/.test(body.replace(/'[^']*'/g, '')) ? ['now'] : [])].toSorted()
  const list = `import { ${imports.join(', ')} } from 'orm-runtime/migrations'`
  return `${list.length > 120 ? list.replace('{ ', '{\n  ').replaceAll(', ', ',\n  ').replace(' }', ',\n}') : list}\n\nexport default ${body}\n`
}

type Use = (name: string, parameters: readonly unknown[]) => Code

function operationCode(operation: SchemaChange, use: Use): Code {
  switch (operation.kind) {
    case 'createTable': {
      const { name, columns, indexes, constraints } = operation.table
      const shapes = Object.fromEntries(columns.map((one) => [one.name, columnCode(one, use)]))
      const options = {
        ...(indexes.length > 0 && { indexes: indexes.map((one) => indexCode(one, use)) }),
        ...(constraints.length > 0 && { constraints: constraints.map((one) => constraintCode(one, use)) }),
      }
      return use('createTable', [name, shapes, ...optional(options)])
    }
    case 'addColumn':
    case 'alterColumn': {
      const { kind, table, column, fill } = operation
      const options = fill ? { fill: defaultCode(fill) } : {}
      return use(kind, [table, column.name, columnCode(column, use), ...optional(options)])
    }
    case 'addIndex':
      return use('addIndex', [operation.table, indexCode(operation.index, use), ...concurrent(operation)])
    case 'addConstraint':
      return use('addConstraint', [operation.table, constraintCode(operation.constraint, use)])
    case 'dropTable':
      return use('dropTable', [operation.table])
    case 'renameTable':
      return use('renameTable', [operation.table, operation.to])
    case 'renameColumn':
    case 'renameIndex':
      return use(operation.kind, [operation.table, operation.from, operation.to])
    case 'dropColumn':
    case 'dropConstraint':
      return use(operation.kind, [operation.table, operation.name])
    case 'dropIndex':
      return use('dropIndex', [operation.table, operation.name, ...concurrent(operation)])
  }
}

function columnCode(column: TableColumn, use: Use): Code {
  const { kind, maxLength, digits, places } = column.type
  const isKey = kind === 'auto' || kind === 'bigAuto'
  const options = {
    ...(maxLength !== undefined && { maxLength }),
    ...(digits !== undefined && { digits }),
    ...(places !== undefined && { places }),
    ...(column.null && { null: true }),
    ...(column.primaryKey && !isKey && { primaryKey: true }),
    ...(column.unique && { unique: true }),
    ...(column.default && { default: defaultCode(column.default) }),
    ...(column.references && { references: column.references }),
    ...(column.choices && { choices: column.choices }),
  }
  return use('column', [kind, ...optional(options)])
}

function indexCode({ name, columns, unique, where }: TableIndex, use: Use): Code {
  const options = { ...(unique && { unique }), ...(where !== undefined && { where }) }
  const names = columns.map((one) => `${one.descending ? '-' : ''}${one.name}`)
  return use('index', [name, names, ...optional(options)])
}

function constraintCode(constraint: TableConstraint, use: Use): Code {
  if (constraint.kind === 'check') return use('check', [constraint.name, constraint.where])
  const { name, columns, deferrable } = constraint
  return use('unique', [name, columns, ...optional({ ...(deferrable && { deferrable }) })])
}

function defaultCode(value: ColumnDefault): Code {
  return value.kind === 'now' ? raw('now') : codeOf(value.value)
}

function concurrent({ concurrently }: { readonly concurrently?: true }): unknown[] {
  return optional(concurrently ? { concurrently } : {})
}

function optional(options: object): object[] {
  return Object.keys(options).length > 0 ? [options] : []
}
