import { RawNode, type OperationNode } from 'kysely'
import type { Typed } from '../dialects/dialect.ts'
import type {
  ExpressionNode,
  WindowFrame,
  WindowFunctionName,
  WindowFunctionNode,
} from '../expressions/expression-node.ts'
import type { ValueType } from '../fields/value-type.ts'
import { aggregateCall } from './compile-aggregate.ts'
import { compileExpression } from './compile-expression.ts'
import { orderItem } from './compile-order.ts'
import type { Scope } from './scope.ts'

/** `call over (partition by … order by … rows between … and …)`. */
export function compileWindow(node: Extract<ExpressionNode, { kind: 'window' }>, scope: Scope): Typed {
  const { call, partitionBy, orderBy, frame } = node
  const { node: called, type } = call.kind === 'aggregate' ? aggregateCall(call, scope) : functionCall(call, scope)
  const partitions = partitionBy.map((one) => compileExpression(one, scope).node)
  const order = orderBy.flatMap((one) => orderItem(scope, one))
  const parts = [
    ...(partitions.length > 0 ? [list('partition by ', partitions)] : []),
    ...(order.length > 0 ? [list('order by ', order)] : []),
    ...(frame ? [RawNode.createWithSql(frameText(frame))] : []),
  ]
  const over = RawNode.create(['(', ...parts.slice(1).map(() => ' '), ')'], parts)
  const window = parts.length > 0 ? over : RawNode.createWithSql('()')
  return { node: RawNode.create(['', ' over ', ''], [called, window]), type }
}

const NAMES: Readonly<Record<WindowFunctionName, string>> = {
  rowNumber: 'row_number',
  rank: 'rank',
  denseRank: 'dense_rank',
  percentRank: 'percent_rank',
  cumulativeDistribution: 'cume_dist',
  tile: 'ntile',
  lag: 'lag',
  lead: 'lead',
  firstValue: 'first_value',
  lastValue: 'last_value',
  nthValue: 'nth_value',
}

function functionCall({ name, arguments: nodes, number }: WindowFunctionNode, scope: Scope): Typed {
  const typed = nodes.map((one) => compileExpression(one, scope))
  const operands = [
    ...typed.map(({ node }) => node),
    ...(number === undefined ? [] : [RawNode.createWithSql(String(number))]),
  ]
  const node = operands.length > 0 ? list(`${NAMES[name]}(`, operands, ')') : RawNode.createWithSql(`${NAMES[name]}()`)
  return { node, type: typed[0]?.type ?? rankType(name) }
}

function rankType(name: WindowFunctionName): ValueType {
  const share = name === 'percentRank' || name === 'cumulativeDistribution'
  return { kind: share ? 'float' : 'integer', place: `${name}()` }
}

function frameText({ unit, from, to }: WindowFrame): string {
  return `${unit} between ${edge(from, 'preceding')} and ${edge(to, 'following')}`
}

function edge(rows: number | null, side: 'preceding' | 'following'): string {
  if (rows === null) return `unbounded ${side}`
  if (rows === 0) return 'current row'
  return rows < 0 ? `${-rows} preceding` : `${rows} following`
}

function list(before: string, nodes: readonly OperationNode[], after = ''): OperationNode {
  return RawNode.create([before, ...nodes.slice(1).map(() => ', '), after], nodes)
}
