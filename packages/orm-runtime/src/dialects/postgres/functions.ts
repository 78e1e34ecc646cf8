import { RawNode, type OperationNode } from 'kysely'
import type { DatePart } from '../../expressions/expression-node.ts'
import type { FunctionCall, Functions } from '../dialect.ts'
import { standardFunctions } from '../standard-functions.ts'

/** The session's time zone is UTC, so parts of moments are those in UTC. */
export const functions: Functions = {
  ...standardFunctions,
  // Of all arguments, whatever their type; null counts as nothing.
  concat: ({ arguments: operands }) => list('concat(', operands),
  // With places, and `mod`, for numeric only.
  round: ({ arguments: [value], type, places = 0 }) => {
    if (type.kind !== 'float') return raw(['round(', `, ${places})`], { node: raw(['cast(', ' as numeric)'], value) })
    return raw(['cast(round(cast(', ` as numeric), ${places}) as double precision)`], value)
  },
  modulo: ({ arguments: [left, right], type, types }) =>
    raw(['cast(mod(cast(', ' as numeric), cast(', ` as numeric)) as ${types[type.kind].ddl(type)})`], left, right),
  power: ({ arguments: [base, exponent] }) =>
    raw(['power(cast(', ' as double precision), cast(', ' as double precision))'], base, exponent),
  squareRoot: ({ arguments: [value] }) => raw(['sqrt(cast(', ' as double precision))'], value),
  left: ({ arguments: [text, count] }) => raw(['left(', ', cast(', ' as integer))'], text, count),
  right: ({ arguments: [text, count] }) => raw(['right(', ', cast(', ' as integer))'], text, count),
  substring: ({ arguments: [text, from, length] }) =>
    length
      ? raw(['substr(', ', cast(', ' as integer), cast(', ' as integer))'], text, from, length)
      : raw(['substr(', ', cast(', ' as integer))'], text, from),
  now: () => RawNode.createWithSql('cast(statement_timestamp() as timestamptz(3))'),
  random: () => RawNode.createWithSql('random()'),
  cast: ({ arguments: [value], type, types }) => raw(['cast(', ` as ${types[type.kind].ddl(type)})`], value),
  extract: ({ arguments: [moment], part = 'year' }) => extracted(part, moment),
  trunc: ({ arguments: [moment], part = 'day', type }) => {
    if (part === 'date') return raw(['cast(', ' as date)'], moment)
    const truncated = raw([`date_trunc('${part}', `, ')'], moment)
    return type.kind === 'date' ? raw(['cast(', ' as date)'], { node: truncated }) : truncated
  },
}

function extracted(part: DatePart, moment: FunctionCall['arguments'][number] | undefined): OperationNode {
  switch (part) {
    case 'date':
      return raw(['cast(', ' as date)'], moment)
    case 'time':
      return raw(['cast(', ' as time(3))'], moment)
    case 'weekDay':
      return raw(['(cast(extract(dow from ', ') as integer) + 1)'], moment)
    case 'second':
      return raw(['cast(floor(extract(second from ', ')) as integer)'], moment)
    default:
      return raw([`cast(extract(${FIELDS[part]} from `, ') as integer)'], moment)
  }
}

const FIELDS = {
  year: 'year',
  isoYear: 'isoyear',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  isoWeekDay: 'isodow',
  hour: 'hour',
  minute: 'minute',
} as const

function list(name: string, operands: FunctionCall['arguments']): OperationNode {
  return RawNode.create(
    [name, ...operands.slice(1).map(() => ', '), ')'],
    operands.map(({ node }) => node),
  )
}

function raw(sql: readonly string[], ...operands: ({ readonly node: OperationNode } | undefined)[]): OperationNode {
  return RawNode.create(
    sql,
    operands.map((one) => one?.node ?? RawNode.createWithSql('null')),
  )
}
