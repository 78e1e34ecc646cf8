import { columnOf } from '../dialects/column-changes.ts'
import { MigrationError } from '../errors/migration-error.ts'
import type { Operation } from './operation.ts'
import { stateAfter, tableOf, type SchemaState } from './state.ts'

/**
 * The operations that undo others, in the order in which they are to be done; `state` is the one before them.
 * @throws MigrationError where one can't be undone.
 */
export function reversed(operations: readonly Operation[], state: SchemaState): Operation[] {
  const undoing: Operation[][] = []
  let before = state
  for (const operation of operations) {
    undoing.push(reverseOf(operation, before))
    before = stateAfter(operation, before)
  }
  return undoing.toReversed().flat()
}

function reverseOf(operation: Operation, state: SchemaState): Operation[] {
  switch (operation.kind) {
    case 'createTable':
      return [{ kind: 'dropTable', table: operation.table.name }]
    case 'dropTable':
      return [{ kind: 'createTable', table: tableOf(state, operation.table) }]
    case 'renameTable':
      return [{ kind: 'renameTable', table: operation.to, to: operation.table }]
    case 'addColumn':
      return [{ kind: 'dropColumn', table: operation.table, name: operation.column.name }]
    case 'dropColumn': {
      const { columns, indexes } = tableOf(state, operation.table)
      const { table, name } = operation
      const gone = indexes.filter((index) => index.columns.every((one) => one.name === name))
      return [
        ...columns.filter((one) => one.name === name).map((column) => ({ kind: 'addColumn', table, column }) as const),
        ...gone.map((index) => ({ kind: 'addIndex', table, index }) as const),
      ]
    }
    case 'renameColumn':
      return [{ ...operation, from: operation.to, to: operation.from }]
    case 'alterColumn': {
      const { table, column } = operation
      return [{ kind: 'alterColumn', table, column: columnOf(tableOf(state, table), column.name) }]
    }
    case 'addIndex': {
      const { table, index, concurrently } = operation
      return [{ kind: 'dropIndex', table, name: index.name, ...(concurrently && { concurrently }) }]
    }
    case 'dropIndex': {
      const { table, name, concurrently } = operation
      const index = tableOf(state, table).indexes.find((one) => one.name === name)
      return index ? [{ kind: 'addIndex', table, index, ...(concurrently && { concurrently }) }] : []
    }
    case 'renameIndex':
      return [{ ...operation, from: operation.to, to: operation.from }]
    case 'addConstraint':
      return [{ kind: 'dropConstraint', table: operation.table, name: operation.constraint.name }]
    case 'dropConstraint': {
      const { table, name } = operation
      const constraint = tableOf(state, table).constraints.find((one) => one.name === name)
      return constraint ? [{ kind: 'addConstraint', table, constraint }] : []
    }
    case 'runSql':
    case 'runCode':
      return [undone(operation)]
  }
}

function undone(operation: Extract<Operation, { kind: 'runSql' | 'runCode' }>): Operation {
  if (operation.kind === 'runSql' && operation.down) {
    return { kind: 'runSql', up: operation.down, down: operation.up }
  }
  if (operation.kind === 'runCode' && operation.down) {
    return { kind: 'runCode', up: operation.down, down: operation.up }
  }
  throw new MigrationError(
    `\`${operation.kind}\` has no second argument that undoes it: ${operation.kind}(up, down). Give one; an empty one says that nothing is to be undone.`,
  )
}
