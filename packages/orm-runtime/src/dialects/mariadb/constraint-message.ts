import type { ConstraintFailure } from '../../errors/database-error.ts'

type Named = Pick<ConstraintFailure, 'constraint' | 'table' | 'fields'>

/**
 * What the server's message says of the constraint; it has no fields of its own for it. The words are those of the
 * server's default language.
 */
export function constraintIn(message: string): Named {
  return duplicate(message) ?? foreignKey(message) ?? missingValue(message) ?? check(message) ?? {}
}

/** `Duplicate entry 'x' for key 'users_email_key'`; MySQL says `'users.users_email_key'`. */
function duplicate(message: string): Named | undefined {
  // The value may hold anything, so the last key is the one.
  const [, table, constraint] = /for key '(?:([^']*)\.)?([^'.]*)'$/.exec(message) ?? []
  return constraint === undefined ? undefined : { constraint, ...(table !== undefined && { table }) }
}

/** ``… fails (`shop`.`orders`, CONSTRAINT `fk` FOREIGN KEY (`userId`) REFERENCES `users` (`id`))`` */
function foreignKey(message: string): Named | undefined {
  const found = /\(`(?:[^`]*`\.`)?([^`]*)`, CONSTRAINT `([^`]*)` FOREIGN KEY \(([^)]*)\)/.exec(message)
  if (!found) return undefined
  const [, table = '', constraint = '', columns = ''] = found
  return { table, constraint, fields: columns.split(',').map((column) => column.trim().replaceAll('`', '')) }
}

/** `Column 'name' cannot be null`, `Field 'name' doesn't have a default value` */
function missingValue(message: string): Named | undefined {
  const field = /^(?:Column|Field) '([^']*)'/.exec(message)?.[1]
  return field === undefined ? undefined : { fields: [field] }
}

/** ``CONSTRAINT `positive` failed for `shop`.`orders` ``; MySQL says `Check constraint 'positive' is violated.` */
function check(message: string): Named | undefined {
  const [, constraint, table] = /^CONSTRAINT `(?:[^`]*\.)?([^`]*)` failed for `[^`]*`\.`([^`]*)`/.exec(message) ?? []
  if (constraint !== undefined && table !== undefined) return { constraint, table }
  const violated = /^Check constraint '([^']*)' is violated/.exec(message)?.[1]
  return violated === undefined ? undefined : { constraint: violated }
}
