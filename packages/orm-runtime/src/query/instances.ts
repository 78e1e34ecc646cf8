import type { SelectedModel } from '../compile/compile-select.ts'
import type { Row } from '../dialects/dialect.ts'
import { LoadedRow } from '../models/fill-instance.ts'
import { rememberRelation } from '../models/relations.ts'

/** The instance that a row stands for, with the related ones that were selected beside it. */
export function instanceOf<M>(row: Row, models: readonly SelectedModel[]): M {
  const instances = new Map<string, object>()
  for (const { path, definition, offset } of models) {
    const key = path.join('__')
    const parent = instances.get(path.slice(0, -1).join('__'))
    const name = path.at(-1)
    if (name === undefined) {
      const root = new definition.model(new LoadedRow(row, offset))
      // The type that the caller names is the class of the query's model.
      if (models.length === 1) return root as M
      instances.set(key, root)
      continue
    }
    if (!parent) continue
    const absent = row[offset + definition.columns.findIndex((column) => column.kind === 'auto')] === null
    const related = absent ? null : new definition.model(new LoadedRow(row, offset))
    rememberRelation(parent, name, related)
    if (related) instances.set(key, related)
  }
  return instances.get('') as M
}
