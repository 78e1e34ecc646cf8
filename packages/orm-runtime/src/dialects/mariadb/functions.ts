import { RawNode, type OperationNode } from 'kysely'
import type { DatePart } from '../../expressions/expression-node.ts'
import type { ColumnKind } from '../../fields/field-definition.ts'
import type { ValueType } from '../../fields/value-type.ts'
import type { Functions } from '../dialect.ts'
import { called, standardFunctions } from '../standard-functions.ts'

/** The session's time zone is UTC, so parts of moments are those in UTC. */
export const functions: Functions = {
  ...standardFunctions,
  concat: ({ arguments: operands }) =>
    RawNode.create(
      ['concat(', ...operands.slice(1).map(() => ', '), ')'],
      operands.map((one) => raw(['coalesce(', ", '')"], one)),
    ),
  length: called('char_length'),
  now: () => RawNode.createWithSql('utc_timestamp(3)'),
  random: () => RawNode.createWithSql('rand()'),
  // Of binary fractions the server rounds halves to the even neighbour.
  round: ({ arguments: [value], type, places = 0 }) =>
    type.kind === 'float'
      ? raw(['(sign(', ') * floor(abs(', `) * 1e${places} + 0.5) / 1e${places})`], value, value)
      : raw(['round(', `, ${places})`], value),
  cast: ({ arguments: [value], type }) => raw(['cast(', ` as ${castType(type)})`], value),
  extract: ({ arguments: [moment], part = 'year' }) => raw(EXTRACT[part], moment),
  trunc: ({ arguments: [moment], part = 'day', type }) =>
    raw(['cast(', ` as ${type.kind === 'date' ? 'date' : 'datetime(3)'})`], { node: raw(TRUNC[part], moment, moment) }),
}

const EXTRACT: Readonly<Record<DatePart, readonly string[]>> = {
  year: ['year(', ')'],
  isoYear: ['(yearweek(', ', 3) div 100)'],
  quarter: ['quarter(', ')'],
  month: ['month(', ')'],
  week: ['week(', ', 3)'],
  day: ['dayofmonth(', ')'],
  weekDay: ['dayofweek(', ')'],
  isoWeekDay: ['(weekday(', ') + 1)'],
  hour: ['hour(', ')'],
  minute: ['minute(', ')'],
  second: ['second(', ')'],
  date: ['date(', ')'],
  time: ['time(', ')'],
}

const DAY = ['date(', ')'] as const
const TRUNC: Readonly<Record<DatePart, readonly string[]>> = {
  year: ['date_format(', ", '%Y-01-01')"],
  isoYear: ['date_format(', ", '%Y-01-01')"],
  quarter: ['(makedate(year(', '), 1) + interval (quarter(', ') - 1) quarter)'],
  month: ['date_format(', ", '%Y-%m-01')"],
  week: ['(date(', ') - interval weekday(', ') day)'],
  day: DAY,
  weekDay: DAY,
  isoWeekDay: DAY,
  hour: ['date_format(', ", '%Y-%m-%d %H:00:00')"],
  minute: ['date_format(', ", '%Y-%m-%d %H:%i:00')"],
  second: ['date_format(', ", '%Y-%m-%d %H:%i:%s')"],
  date: DAY,
  time: ['time(', ')'],
}

/** CAST has types of its own names. */
function castType({ kind, digits = 65, places = 30 }: ValueType): string {
  if (kind === 'decimal') return `decimal(${digits}, ${places})`
  return CAST[kind] ?? 'char'
}

const CAST: Readonly<Partial<Record<ColumnKind, string>>> = {
  auto: 'signed',
  bigAuto: 'signed',
  integer: 'signed',
  bigint: 'signed',
  duration: 'signed',
  boolean: 'signed',
  float: 'double',
  date: 'date',
  datetime: 'datetime(3)',
  time: 'time(3)',
  binary: 'binary',
}

/** As many operands as the text has gaps. */
function raw(sql: readonly string[], ...operands: ({ readonly node: OperationNode } | undefined)[]): OperationNode {
  const nodes = operands.slice(0, sql.length - 1).map((one) => one?.node ?? RawNode.createWithSql('null'))
  return RawNode.create(sql, nodes)
}
