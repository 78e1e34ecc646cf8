import type { Cell, Row } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { ValueType } from '../fields/value-type.ts'

/** Gives an object its properties from the cells of a row, the first at `offset`. */
export type ColumnsReader = (target: object, row: Row, offset: number) => void

/**
 * A function made for these columns: one assignment each, so that all rows of a query have one hidden class, and no
 * codec is looked up while rows are read.
 */
export function columnsReader(
  columns: readonly { readonly name: string; readonly type: ValueType }[],
  dialect: Dialect,
): ColumnsReader {
  const decoders = columns.map(({ type }) => decoder(dialect, type))
  const lines = columns.map(({ name }, index) => {
    const cell = `row[offset + ${index}]`
    const value = decoders[index] ? `${cell} === null ? null : d${index}(${cell})` : cell
    return `target[${JSON.stringify(name)}] = ${value};`
  })
  // Made for exactly such calls.
  return generated(decoders, `return function read(target, row, offset) {${lines.join('\n')}}`) as ColumnsReader
}

type Columns = readonly { readonly name: string; readonly type: ValueType }[]

/** A function that makes an object of the cells of a row. */
export function valuesReader(columns: Columns, dialect: Dialect): (row: Row) => object {
  const cells = cellTexts(columns, dialect)
  const properties = columns.map(({ name }, index) => `${JSON.stringify(name)}: ${cells.texts[index]}`)
  return cells.make(`return (row) => ({${properties.join(', ')}})`)
}

/** A function that makes an array of the cells of a row, or takes the first one. */
export function listReader(columns: Columns, dialect: Dialect, form: 'lists' | 'flat'): (row: Row) => object {
  const { texts, make } = cellTexts(columns, dialect)
  return make(form === 'flat' ? `return (row) => ${texts[0]}` : `return (row) => [${texts.join(', ')}]`)
}

function cellTexts(columns: Columns, dialect: Dialect) {
  const decoders = columns.map(({ type }) => decoder(dialect, type))
  return {
    texts: decoders.map((one, index) =>
      one ? `row[${index}] === null ? null : d${index}(row[${index}])` : `row[${index}]`,
    ),
    // Made for rows of these columns.
    make: (text: string) => generated(decoders, text) as (row: Row) => object,
  }
}

/** What a text of JavaScript answers, in which the decoders are called `d0`, `d1`, … */
function generated(decoders: readonly unknown[], text: string): unknown {
  const names = decoders.map((_, index) => `d${index}`)
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- holds indexes and quoted names of columns only
  const make = new Function(...names, text) as (...all: unknown[]) => unknown
  return make(...decoders)
}

/** What turns a cell that is not null into a value; undefined where the cell is the value. */
export function decoder(dialect: Dialect, type: ValueType): ((cell: Cell) => unknown) | undefined {
  const { decode } = dialect.types[type.kind]
  // A dialect's codec is given what its own driver makes of its own column.
  return decode && ((cell) => decode(cell as never, type))
}
