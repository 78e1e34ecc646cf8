import type { Row } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { deferring } from '../models/deferred-columns.ts'
import { LoadedRow } from '../models/fill-instance.ts'
import { Row as Instance } from '../models/row.ts'
import type { RowForm } from '../query/shape.ts'
import type { RowSelect, SelectedModel, SelectedValues } from './compile-select.ts'
import { columnsReader, listReader, valuesReader } from './columns-reader.ts'

/** What makes results of rows: made once per plan. What a flat list consists of are no objects; nobody looks inside. */
export type RowReader = (row: Row) => object

/** A reader that makes of each row what the query's rows become. */
export function rowReader(
  form: RowForm,
  { models, values }: Pick<RowSelect, 'models' | 'values'>,
  dialect: Dialect,
): RowReader {
  if (form.kind === 'instances') return instanceReader(models, values, dialect)
  if (form.kind === 'values') return valuesReader(values.columns, dialect)
  return listReader(values.columns, dialect, form.flat ? 'flat' : 'lists')
}

/** A reader that makes an instance of each row, with its annotations, and the related ones that were selected beside it. */
export function instanceReader(models: readonly SelectedModel[], values: SelectedValues, dialect: Dialect): RowReader {
  if (values.columns.length === 0) return plainReader(models, dialect)
  const make = plainReader(models, dialect)
  const annotate = columnsReader(values.columns, dialect)
  return (row) => {
    const instance = make(row)
    annotate(instance, row, values.offset)
    return instance
  }
}

function plainReader(models: readonly SelectedModel[], dialect: Dialect): RowReader {
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

function instanceMaker({ definition, columns, deferred, offset }: SelectedModel, dialect: Dialect): RowReader {
  const fill = columnsReader(columns, dialect)
  const loaded = new LoadedRow(fill, offset)
  const { model } = definition
  if (deferred.length > 0) {
    const defer = deferring(deferred.map(({ name }) => name))
    return (row) => {
      loaded.cells = row
      return defer(new model(loaded))
    }
  }
  return (row) => {
    // One for all rows: the constructor reads it and keeps nothing.
    loaded.cells = row
    return new model(loaded)
  }
}
