import { UsageError } from '../errors/usage-error.ts'
import { ValidationError } from '../errors/validation-error.ts'
import type { Steps } from '../execute/steps.ts'
import { checkColumn } from '../models/check-column.ts'
import { definitionOf, property } from '../models/key-of.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import { Row } from '../models/row.ts'
import { exclude, filter, using } from '../query/builders.ts'
import { allOf } from '../query/query.ts'
import { exists } from './read.ts'

export interface CleanOptions<Name extends string = string> {
  /** Columns that are not checked. */
  readonly exclude?: readonly Name[]
}

/**
 * Checks an instance without writing it: each value by its field's type, choices and validators, then the instance's own
 * `clean()`, then whether unique values are taken. `save` checks types and choices only.
 * @throws ValidationError with all messages, by field.
 */
export function* fullClean(instance: object, options: CleanOptions = {}): Steps<void> {
  const definition = definitionOf(instance)
  const errors = new Map<string, string[]>()
  const left = new Set((options.exclude ?? []).map((name) => definition.columnByName.get(name)))
  // What was not loaded was not changed.
  const deferred = Row.peek(instance)?.deferred
  const columns = definition.columns.filter((column) => !left.has(column) && !deferred?.has(column.name))
  for (const column of columns) {
    const messages = messagesOf(column, property(instance, column.name))
    if (messages.length > 0) errors.set(column.name, messages)
  }
  yield* runClean(instance, errors)
  for (const group of uniqueGroups(definition)) {
    if (group.every((column) => columns.includes(column) && !errors.has(column.name))) {
      yield* checkUnique(instance, definition, group, errors)
    }
  }
  if (errors.size > 0) throw new ValidationError(definition.name, Object.fromEntries(errors))
}

function messagesOf(column: Column, value: unknown): string[] {
  const { definition, type } = column
  const givenLater =
    type.kind === 'auto' || type.kind === 'bigAuto' || definition.databaseDefault !== undefined || definition.autoNow
  if (value === undefined && givenLater) return []
  try {
    checkColumn(column, value)
  } catch (error) {
    if (error instanceof UsageError) return [error.message]
    throw error
  }
  if (value === null) return []
  // A validator is declared for the values of its own field.
  return (definition.validators ?? []).flatMap((validate) => validate(value as never) ?? [])
}

/** The model's own `clean()`, whose ValidationError is one more part of the answer. */
function* runClean(instance: object, errors: Map<string, string[]>): Steps<void> {
  const clean = property(instance, 'clean')
  if (typeof clean !== 'function') return
  const call = () => clean.call(instance) as unknown
  try {
    yield { kind: 'call', blocking: () => refusePromise(call()), asynchronous: call }
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    for (const [field, messages] of Object.entries(error.errors)) {
      errors.set(field, [...(errors.get(field) ?? []), ...messages])
    }
  }
}

function refusePromise(result: unknown): void {
  if (!(result instanceof Promise)) return
  result.catch(() => undefined)
  throw new UsageError('`clean()` is asynchronous, and `fullClean()` blocks. Use `await afullClean()`.')
}

/** The columns of each unique constraint without a condition. */
function uniqueGroups({ columns, columnByName, constraints }: ModelDefinition): Column[][] {
  const single = columns.filter(({ definition, primaryKey }) => definition.unique === true || primaryKey)
  const several = constraints.flatMap((one) =>
    one.kind === 'unique' && !one.where ? [one.fields.flatMap((name) => columnByName.get(name) ?? [])] : [],
  )
  return [...single.map((column) => [column]), ...several]
}

function* checkUnique(
  instance: object,
  definition: ModelDefinition,
  columns: readonly Column[],
  errors: Map<string, string[]>,
): Steps<void> {
  const { key } = definition
  const { stored, database } = Row.state(instance)
  // The key of a stored row is its own.
  if (stored !== false && columns.includes(key)) return
  const where = Object.fromEntries(columns.map(({ name }) => [name, property(instance, name)]))
  // Nulls are never the same.
  if (Object.values(where).some((value) => value === null || value === undefined)) return
  const same = filter(allOf(definition), where)
  const own = property(instance, key.name)
  const others = stored === false || own === undefined ? same : exclude(same, { [key.name]: own })
  if (!(yield* exists(database === undefined ? others : using(others, database)))) return
  const names = columns.map(({ name }) => name)
  const field = names.length === 1 ? (names[0] ?? '*') : '*'
  const message = `A ${definition.name} with this ${names.join(' and ')} exists already.`
  errors.set(field, [...(errors.get(field) ?? []), message])
}
