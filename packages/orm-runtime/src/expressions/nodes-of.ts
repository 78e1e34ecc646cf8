import type { ConditionNode, ExpressionNode } from './expression-node.ts'

/** A node and all that it consists of, without the queries inside: those are of other rows. */
export function* nodesOf(node: ExpressionNode | ConditionNode): Generator<ExpressionNode | ConditionNode, void, void> {
  yield node
  for (const part of partsOf(node)) yield* nodesOf(part)
}

function partsOf(node: ExpressionNode | ConditionNode): readonly (ExpressionNode | ConditionNode)[] {
  switch (node.kind) {
    case 'arithmetic':
      return [node.left, node.right]
    case 'function':
      return node.arguments
    case 'aggregate':
      return [node.argument, node.filter, ...(node.orderBy ?? []).map(({ expression }) => expression)].filter(
        (one) => one !== undefined,
      )
    case 'case':
      return [...node.whens.flatMap(({ when, then }) => [when, then]), ...(node.otherwise ? [node.otherwise] : [])]
    case 'condition':
      return [node.condition]
    case 'window': {
      const { call, partitionBy, orderBy } = node
      const operands = call.kind === 'aggregate' ? partsOf(call) : call.arguments
      return [...operands, ...partitionBy, ...orderBy.map(({ expression }) => expression)]
    }
    case 'and':
    case 'or':
      return node.parts
    case 'not':
      return [node.part]
    case 'expression':
      return [node.expression]
    case 'lookup':
      return node.argument.kind === 'expression' ? [node.argument.expression] : []
    default:
      return []
  }
}
