import type { OrderNode } from './expression-node.ts'
import { Expression, Order } from './expression.ts'

/** `-createdAt`, `?` for a random order, an expression, or one with a direction. */
export function orderNode(order: string | Order | Expression): OrderNode {
  if (order instanceof Order) return order.node
  if (order instanceof Expression) return { expression: order.node, descending: false }
  if (order === '?') return { expression: { kind: 'function', name: 'random', arguments: [] }, descending: false }
  const descending = order.startsWith('-')
  return { expression: { kind: 'column', path: descending ? order.slice(1) : order }, descending }
}
