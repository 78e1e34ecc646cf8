import type { SelectedModel } from '../compile/compile-select.ts'
import type { Row } from '../dialects/dialect.ts'
import { LoadedRow } from '../models/fill-instance.ts'
import { rememberRelation } from '../models/loaded-relations.ts'

/** The instance that a row stands for, with the related ones that were selected beside it. */
export function instanceFrom(row: Row, models: readonly SelectedModel[]): object | undefined {
  const instances: (object | undefined)[] = []
  for (const { definition, offset, key, via } of models) {
    // The left join of a foreign key that is null, or of one further on.
    const instance = row[key] === null ? undefined : new definition.model(new LoadedRow(row, offset))
    instances.push(instance)
    const parent = via && instances[via.parent]
    if (parent && instance) rememberRelation(parent, via.name, instance)
  }
  return instances[0]
}
