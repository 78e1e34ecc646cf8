import { UsageError } from '../errors/usage-error.ts'
import type {
  AggregateNode,
  ConditionNode,
  ExpressionNode,
  InnerQuery,
  LookupArgument,
  OrderNode,
  WindowFunctionNode,
} from '../expressions/expression-node.ts'
import type { Query } from './query.ts'

/** Where aggregates stand: behind how many clauses, and whether they are computed for each row. */
export type Placement = Pick<AggregateNode, 'after' | 'perRow'>

// Lifting moves constants and the values of inner queries to the end of `values` and leaves their indexes behind.

export function liftCondition(node: ConditionNode, values: unknown[], place?: Placement): ConditionNode {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { kind: node.kind, parts: node.parts.map((part) => liftCondition(part, values, place)) }
    case 'not':
      return { kind: 'not', part: liftCondition(node.part, values, place) }
    case 'expression':
      return { kind: 'expression', expression: liftExpression(node.expression, values, place) }
    case 'lookup':
      return { ...node, argument: liftArgument(node.lookup, node.argument, values, place) }
  }
}

export function liftExpression(node: ExpressionNode, values: unknown[], place?: Placement): ExpressionNode {
  switch (node.kind) {
    case 'value':
      return lifted(node, values)
    case 'arithmetic':
      return {
        ...node,
        left: liftExpression(node.left, values, place),
        right: liftExpression(node.right, values, place),
      }
    case 'function':
      return { ...node, arguments: node.arguments.map((one) => liftExpression(one, values, place)) }
    case 'aggregate':
      return liftCall(node, values, place) as AggregateNode
    case 'case':
      return {
        kind: 'case',
        whens: node.whens.map(({ when, then }) => ({
          when: liftCondition(when, values, place),
          then: liftExpression(then, values, place),
        })),
        ...(node.otherwise && { otherwise: liftExpression(node.otherwise, values, place) }),
      }
    case 'condition':
      return { kind: 'condition', condition: liftCondition(node.condition, values, place) }
    case 'subquery':
      return { ...node, query: liftQuery(node.query, values) }
    case 'window':
      return {
        ...node,
        call: liftCall(node.call, values),
        partitionBy: node.partitionBy.map((one) => liftExpression(one, values, place)),
        orderBy: node.orderBy.map((one) => liftOrder(one, values, place)),
      }
    default:
      return node
  }
}

function lifted(
  { value, kind: _, ...rest }: Extract<ExpressionNode, { kind: 'value' }>,
  values: unknown[],
): ExpressionNode {
  return { ...rest, kind: 'slot', slot: values.push(value) - 1 }
}

export function liftOrder(order: OrderNode, values: unknown[], place?: Placement): OrderNode {
  return { ...order, expression: liftExpression(order.expression, values, place) }
}

/** An inner query whose values follow those of the outer one. */
export function liftQuery({ query }: InnerQuery, values: unknown[]): InnerQuery {
  const offset = values.length
  values.push(...query.values)
  return new LiftedQuery(query, offset)
}

function liftCall(
  node: AggregateNode | WindowFunctionNode,
  values: unknown[],
  place?: Placement,
): AggregateNode | WindowFunctionNode {
  if (node.kind === 'windowFunction') {
    return { ...node, arguments: node.arguments.map((one) => liftExpression(one, values, place)) }
  }
  return {
    ...node,
    ...place,
    ...(node.argument && { argument: liftExpression(node.argument, values, place) }),
    ...(node.filter && { filter: liftCondition(node.filter, values, place) }),
    ...(node.orderBy && { orderBy: node.orderBy.map((one) => liftOrder(one, values, place)) }),
  }
}

function liftArgument(lookup: string, argument: LookupArgument, values: unknown[], place?: Placement): LookupArgument {
  switch (argument.kind) {
    case 'value': {
      if (!lookup.endsWith('__range')) return { kind: 'slot', slot: values.push(argument.value) - 1 }
      const range: unknown = argument.value
      if (!Array.isArray(range) || range.length !== 2) throw new UsageError(`'${lookup}' takes [from, to].`)
      const from = values.push(...(range as readonly unknown[])) - 2
      return { kind: 'slots', from, to: from + 1 }
    }
    case 'expression':
      return { kind: 'expression', expression: liftExpression(argument.expression, values, place) }
    case 'query':
      return { kind: 'query', query: liftQuery(argument.query, values) }
    default:
      return argument
  }
}

/** In a shape's step an inner query is its own shape, and where its values begin. */
class LiftedQuery implements InnerQuery {
  readonly query: Query
  readonly offset: number

  constructor(query: Query, offset: number) {
    this.query = query
    this.offset = offset
  }

  toJSON(): string {
    return `${this.query.shape.id}@${this.offset}`
  }
}
