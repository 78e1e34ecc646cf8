import type { DatePart } from '../expressions/expression-node.ts'
import type { ColumnKind } from './field-definition.ts'

export type LookupName =
  | 'exact'
  | 'in'
  | 'isNull'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'range'
  | 'iexact'
  | 'contains'
  | 'icontains'
  | 'startsWith'
  | 'istartsWith'
  | 'endsWith'
  | 'iendsWith'
  | 'regex'
  | 'iregex'
  | 'hasKey'

const ANY: readonly LookupName[] = ['exact', 'in', 'isNull']
const ORDERED: readonly LookupName[] = [...ANY, 'gt', 'gte', 'lt', 'lte', 'range']
const TEXT: readonly LookupName[] = [
  ...ORDERED,
  'iexact',
  'contains',
  'icontains',
  'startsWith',
  'istartsWith',
  'endsWith',
  'iendsWith',
  'regex',
  'iregex',
]

/** The lookups of each kind of column: `price__gte`. */
export const lookupsOf: Readonly<Record<ColumnKind, readonly LookupName[]>> = {
  auto: ORDERED,
  bigAuto: ORDERED,
  uuid: ORDERED,
  char: TEXT,
  text: TEXT,
  integer: ORDERED,
  bigint: ORDERED,
  float: ORDERED,
  decimal: ORDERED,
  boolean: ANY,
  date: ORDERED,
  datetime: ORDERED,
  time: ORDERED,
  duration: ORDERED,
  json: [...TEXT, 'hasKey'],
  binary: ['exact', 'isNull'],
}

const DAY: readonly DatePart[] = ['year', 'isoYear', 'quarter', 'month', 'week', 'day', 'weekDay', 'isoWeekDay']
const TIME: readonly DatePart[] = ['hour', 'minute', 'second']

/** The parts of a value that a lookup may ask for: `createdAt__year`, `createdAt__year__gte`. */
export const partsOf: Readonly<Partial<Record<ColumnKind, readonly DatePart[]>>> = {
  date: DAY,
  time: TIME,
  datetime: [...DAY, ...TIME, 'date', 'time'],
}
