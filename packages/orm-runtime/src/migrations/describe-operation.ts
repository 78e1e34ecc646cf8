import type { Operation } from './operation.ts'

/** An operation as the builder's call that makes it, in short. */
export function describeOperation(operation: Operation): string {
  return `${operation.kind}(${
    wordsOf(operation)
      .map((word) => `'${word}'`)
      .join(', ') || '…'
  })`
}

/** What an operation does, as a part of a file's name: `add_users_age`. */
export function slugOf(operation: Operation): string {
  const verb = operation.kind.replace(/[A-Z].*$/, '')
  const what = /Index|Constraint/.exec(operation.kind)?.[0].toLowerCase()
  const words = wordsOf(operation)
  const parts = what ? [verb, what, words.at(-1) ?? ''] : [verb, ...words]
  return parts
    .join('_')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}

function wordsOf(operation: Operation): string[] {
  switch (operation.kind) {
    case 'createTable':
      return [operation.table.name]
    case 'dropTable':
      return [operation.table]
    case 'renameTable':
      return [operation.table, operation.to]
    case 'addColumn':
    case 'alterColumn':
      return [operation.table, operation.column.name]
    case 'renameColumn':
    case 'renameIndex':
      return [operation.table, operation.from, operation.to]
    case 'addIndex':
      return [operation.table, operation.index.name]
    case 'addConstraint':
      return [operation.table, operation.constraint.name]
    case 'dropColumn':
    case 'dropIndex':
    case 'dropConstraint':
      return [operation.table, operation.name]
    case 'runSql':
    case 'runCode':
      return []
  }
}
