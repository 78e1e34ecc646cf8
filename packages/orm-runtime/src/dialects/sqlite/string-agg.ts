import { RawNode, ValueNode, type OperationNode } from 'kysely'
import type { StringAggCall } from '../dialect.ts'
import { filtered, orderedBy, stringAggNamed } from '../string-agg.ts'

/** SQLite's takes no separator beside `distinct`: the distinct texts are first an array, whose elements are then joined. */
export function stringAgg(call: StringAggCall): OperationNode {
  if (!call.distinct) return plain(call)
  const { operand, separator, order, filter } = call
  const array = RawNode.create(['json_group_array(distinct ', '', ')'], [operand, orderedBy(order)])
  const literal = ValueNode.createImmediate(separator)
  return RawNode.create(
    ['(select group_concat(value, ', ' order by key) from json_each(', '))'],
    [literal, filtered(array, filter)],
  )
}

const plain = stringAggNamed('group_concat')
