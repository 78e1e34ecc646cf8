import { RawNode, type OperationNode } from 'kysely'
import type { DatePart } from '../../expressions/expression-node.ts'
import type { FunctionCall, Functions } from '../dialect.ts'
import { called, standardFunctions } from '../standard-functions.ts'

/** Moments are ISO 8601 texts, which SQLite's own date functions read. */
export const functions: Functions = {
  ...standardFunctions,
  greatest: called('max'),
  least: called('min'),
  concat: ({ arguments: operands }) => joined(operands.map(({ node }) => node)),
  left: ({ arguments: [text, count] }) => raw(['substr(', ', 1, ', ')'], text, count),
  right: ({ arguments: [text, count] }) => raw(['substr(', ', -', ')'], text, count),
  now: () => RawNode.createWithSql("strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"),
  random: () => RawNode.createWithSql('random()'),
  cast: ({ arguments: [value], type, types }) => raw(['cast(', ` as ${types[type.kind].ddl(type)})`], value),
  extract: ({ arguments: [moment], part = 'year' }) => raw(EXTRACT[part], moment),
  trunc: ({ arguments: [moment], part = 'day', type }) => raw(truncated(part, type.kind === 'date'), moment),
}

const EXTRACT: Readonly<Record<DatePart, readonly string[]>> = {
  year: ["cast(strftime('%Y', ", ') as integer)'],
  isoYear: ["cast(strftime('%G', ", ') as integer)'],
  quarter: ["(cast(strftime('%m', ", ') as integer) + 2) / 3'],
  month: ["cast(strftime('%m', ", ') as integer)'],
  week: ["cast(strftime('%V', ", ') as integer)'],
  day: ["cast(strftime('%d', ", ') as integer)'],
  weekDay: ["cast(strftime('%w', ", ') as integer) + 1'],
  isoWeekDay: ["cast(strftime('%u', ", ') as integer)'],
  hour: ["cast(strftime('%H', ", ') as integer)'],
  minute: ["cast(strftime('%M', ", ') as integer)'],
  second: ["cast(strftime('%S', ", ') as integer)'],
  date: ['date(', ')'],
  time: ["strftime('%H:%M:%S', ", ')'],
}

/** The moment at which a part began, as the text of a moment or of a day. */
function truncated(part: DatePart, day: boolean): readonly string[] {
  const end = day ? '' : 'T00:00:00.000Z'
  switch (part) {
    case 'year':
      return [`strftime('%Y-01-01${end}', `, ')']
    case 'quarter':
      return [
        `strftime('%Y-%m-%d${end}', `,
        `, 'start of month', '-' || ((cast(strftime('%m', `,
        `) as integer) - 1) % 3) || ' months')`,
      ]
    case 'month':
      return [`strftime('%Y-%m-01${end}', `, ')']
    case 'week':
      return [`strftime('%Y-%m-%d${end}', `, ", '-6 days', 'weekday 1')"]
    case 'hour':
      return ["strftime('%Y-%m-%dT%H:00:00.000Z', ", ')']
    case 'minute':
      return ["strftime('%Y-%m-%dT%H:%M:00.000Z', ", ')']
    case 'second':
      return ["strftime('%Y-%m-%dT%H:%M:%S.000Z', ", ')']
    default:
      return [`strftime('%Y-%m-%d${end}', `, ')']
  }
}

function joined(nodes: readonly OperationNode[]): OperationNode {
  const parts = nodes.map((node) => raw(['coalesce(', ", '')"], { node }))
  return RawNode.create(['(', ...parts.slice(1).map(() => ' || '), ')'], parts)
}

/** The same operand stands at each gap of the text where there are more gaps than operands. */
function raw(sql: readonly string[], ...operands: (Pick<FunctionCall['arguments'][number], 'node'> | undefined)[]) {
  const nodes = operands.map((one) => one?.node ?? RawNode.createWithSql('null'))
  const gaps = sql.length - 1
  return RawNode.create(
    sql,
    Array.from(
      { length: gaps },
      (_, index) => nodes[Math.min(index, nodes.length - 1)] ?? RawNode.createWithSql('null'),
    ),
  )
}
