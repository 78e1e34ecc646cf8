import { RawNode, type OperationNode } from 'kysely'
import type { DatePart } from '../../expressions/expression-node.ts'
import type { FunctionCall, Functions, Typed } from '../dialect.ts'
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
  // 64 bits as a number between 0 and 1.
  random: () => RawNode.createWithSql('(random() / 18446744073709551616.0 + 0.5)'),
  cast: (call) => cast(call),
  ceil: (call) => whole('ceil', call),
  floor: (call) => whole('floor', call),
  round: (call) => round(call),
  power: ({ arguments: [base, exponent] }) => raw(['pow(', ', ', ')'], realOf(base), realOf(exponent)),
  squareRoot: ({ arguments: [value] }) => raw(['sqrt(', ')'], realOf(value)),
  modulo: ({ arguments: operands, type }) =>
    raw(type.kind === 'float' ? ['mod(', ', ', ')'] : ['(', ' % ', ')'], ...operands),
  extract: ({ arguments: [moment], part = 'year' }) => raw(EXTRACT[part], moment),
  trunc: ({ arguments: [moment], part = 'day', type }) => raw(truncated(part, type.kind === 'date'), moment),
}

/** A number as SQLite calculates with it: a decimal is kept in units of its last place. */
export function real({ node, type }: Typed): OperationNode {
  return type.kind === 'decimal' ? raw(['(', ` / 1e${type.places ?? 0})`], { node }) : node
}

function realOf(operand: Typed | undefined): { readonly node: OperationNode } {
  return { node: operand ? real(operand) : RawNode.createWithSql('null') }
}

function operandNode(operand: Typed | undefined): OperationNode {
  return operand?.node ?? RawNode.createWithSql('null')
}

/** A decimal without places is a whole number of its units. */
function whole(name: 'ceil' | 'floor', { arguments: [value], type }: FunctionCall): OperationNode {
  if (type.kind === 'integer' || type.kind === 'bigint') return operandNode(value)
  return raw(type.kind === 'decimal' ? [`cast(${name}(`, ') as integer)'] : [`${name}(`, ')'], realOf(value))
}

/** SQLite rounds to places behind the point only; to tens and hundreds a number is rounded as so many of them. */
function round({ arguments: [value], type, places = 0 }: FunctionCall): OperationNode {
  const isWhole = type.kind === 'integer' || type.kind === 'bigint'
  if (!value || (isWhole && places >= 0)) return operandNode(value)
  const node = real(value)
  const rounded = raw(places < 0 ? ['(round(', ` / 1e${-places}) * 1e${-places})`] : ['round(', `, ${places})`], {
    node,
  })
  if (type.kind === 'decimal') return raw(['cast(round(', ` * 1e${type.places ?? 0}) as integer)`], { node: rounded })
  return isWhole ? raw(['cast(', ' as integer)'], { node: rounded }) : rounded
}

function cast({ arguments: [value], type, types }: FunctionCall): OperationNode {
  const from = value?.type
  if (!value || !from) return RawNode.createWithSql('null')
  const exact = from.kind !== 'float' && from.kind !== 'text' && from.kind !== 'char'
  if (type.kind === 'decimal') {
    const scale = (type.places ?? 0) - (from.kind === 'decimal' ? (from.places ?? 0) : 0)
    if (exact && scale >= 0) return raw(['(', ` * 1${'0'.repeat(scale)})`], value)
    return raw(['cast(round(', ` * 1e${scale}) as integer)`], value)
  }
  if (type.kind === 'text' && from.kind === 'decimal')
    return raw([`printf('%.${from.places ?? 0}f', `, ')'], realOf(value))
  if (type.kind === 'date') return raw(['date(', ')'], value)
  if (type.kind === 'datetime') return raw(["strftime('%Y-%m-%dT%H:%M:%fZ', ", ')'], value)
  if (type.kind === 'boolean') return raw(['(', ' <> 0)'], value)
  const isRounded =
    (type.kind === 'integer' || type.kind === 'bigint') && (from.kind === 'float' || from.kind === 'decimal')
  return raw(
    isRounded ? ['cast(round(', ') as integer)'] : ['cast(', ` as ${types[type.kind].ddl(type)})`],
    realOf(value),
  )
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
  // A time has milliseconds where it has any, as a column's has.
  time: ["replace(strftime('%H:%M:%f', ", "), '.000', '')"],
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
