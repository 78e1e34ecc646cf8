import type { SelectedModel } from '../compile/compile-select.ts'
import type { Row } from '../dialects/dialect.ts'
import { LoadedRow } from '../models/fill-instance.ts'
import { rememberRelation } from '../models/loaded-relations.ts'

/** The instance that a row stands for, with the related ones that were selected beside it. */
export function instanceFrom(row: Row, [own, ...related]: readonly SelectedModel[]): object | undefined {
  const root = own && new own.definition.model(new LoadedRow(row, own.offset))
  if (!root || related.length === 0) return root
  // A relation comes behind the one that it hangs on.
  const instances = new Map([['', root]])
  for (const { path, definition, offset } of related) {
    const parent = instances.get(path.slice(0, -1).join('__'))
    const name = path.at(-1)
    if (!parent || name === undefined) continue
    const absent = row[offset + definition.columns.findIndex((column) => column.kind === 'auto')] === null
    const instance = absent ? null : new definition.model(new LoadedRow(row, offset))
    rememberRelation(parent, name, instance)
    if (instance) instances.set(path.join('__'), instance)
  }
  return root
}
