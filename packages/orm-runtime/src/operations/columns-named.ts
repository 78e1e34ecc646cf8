import { UsageError } from '../errors/usage-error.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'

/**
 * The columns that a call names, each once; `user` and `userId` are the same.
 * @throws UsageError for the primary key, and for a name that is none, with the choices.
 */
export function columnsNamed(definition: ModelDefinition, names: readonly string[], operation: string): Column[] {
  const columns = names.map((name) => {
    const column = definition.columnByName.get(name)
    if (column && column !== definition.key) return column
    const choices = definition.columns.filter((one) => one !== definition.key).map((one) => one.name)
    const fact = column ? `can't change the key '${name}'` : `has no column '${name}' to write`
    throw new UsageError(`\`${operation}\` of ${definition.name} ${fact}. Its columns: ${choices.join(', ')}.`)
  })
  return [...new Set(columns)]
}
