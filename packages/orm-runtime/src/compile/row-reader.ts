import type { Row } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { LoadedRow } from '../models/fill-instance.ts'
import { Row as Instance } from '../models/row.ts'
import type { FetchMode } from '../query/query.ts'
import type { SelectedModel } from './compile-select.ts'
import { columnsReader } from './columns-reader.ts'

/** What makes results of rows: made once per plan. */
export type RowReader = (row: Row) => object

/** A reader that makes an instance of each row, with the related ones that were selected beside it. */
export function instanceReader(models: readonly SelectedModel[], dialect: Dialect): RowReader {
  const readers = models.map((selected) => ({ ...selected, make: instanceMaker(selected, dialect) }))
  const [root, ...related] = readers
  if (!root) throw new Error('A SELECT of rows has a model.')
  if (related.length === 0) return (row) => root.make(row)
  return (row) => {
    const own = root.make(row)
    const instances: (object | undefined)[] = [own]
    for (const { key, via, make } of related) {
      // The left join of a foreign key that is null, or of one further on.
      const instance = row[key] === null ? undefined : make(row)
      instances.push(instance)
      const parent = via && instances[via.parent]
      if (!parent) continue
      ;(Instance.state(parent).loaded ??= {})[via.relation.name] = instance ?? null
      // The one row that leads back here.
      if (instance && via.relation.kind === 'reverseOne')
        (Instance.state(instance).loaded ??= {})[via.relation.foreignKey] = parent
    }
    return own
  }
}

function instanceMaker({ definition, columns, offset }: SelectedModel, dialect: Dialect): RowReader {
  const fill = columnsReader(columns, dialect)
  const loaded = new LoadedRow(fill, offset)
  const { model } = definition
  return (row) => {
    // One for all rows: the constructor reads it and keeps nothing.
    loaded.cells = row
    return new model(loaded)
  }
}

export type { FetchMode }
