import { RawNode, type OperationNode } from 'kysely'
import type { StringAggCall } from '../dialect.ts'
import { orderedBy } from '../string-agg.ts'

/** The separator is a literal by the grammar; in hexadecimal digits nothing in it needs an escape. */
export function stringAgg({ operand, distinct, separator, order }: StringAggCall): OperationNode {
  const literal = separator === '' ? `''` : `0x${Buffer.from(separator).toString('hex')}`
  return RawNode.create(
    [`group_concat(${distinct ? 'distinct ' : ''}`, '', ` separator ${literal})`],
    [operand, orderedBy(order)],
  )
}
