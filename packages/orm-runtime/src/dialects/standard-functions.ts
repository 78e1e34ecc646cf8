import { RawNode, type OperationNode } from 'kysely'
import type { FunctionCall, Functions } from './dialect.ts'

/** The functions that all databases write alike; a dialect's own table replaces those that it writes otherwise. */
export const standardFunctions = {
  coalesce: called('coalesce'),
  nullIf: called('nullif'),
  greatest: called('greatest'),
  least: called('least'),
  concat: called('concat'),
  lower: called('lower'),
  upper: called('upper'),
  length: called('length'),
  trim: called('trim'),
  leftTrim: called('ltrim'),
  rightTrim: called('rtrim'),
  substring: called('substr'),
  replace: called('replace'),
  left: called('left'),
  right: called('right'),
  abs: called('abs'),
  ceil: called('ceil'),
  floor: called('floor'),
  round: called('round'),
  power: called('power'),
  squareRoot: called('sqrt'),
  modulo: called('mod'),
} satisfies Partial<Functions>

/** A function by its name in SQL. */
export function called(name: string): (call: FunctionCall) => OperationNode {
  return ({ arguments: operands }) => {
    const separators = operands.slice(1).map(() => ', ')
    return RawNode.create(
      operands.length === 0 ? [`${name}()`] : [`${name}(`, ...separators, ')'],
      operands.map(({ node }) => node),
    )
  }
}
