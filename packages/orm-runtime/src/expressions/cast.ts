import type { ColumnKind } from '../fields/field-definition.ts'
import { call, type Argument, type ArgumentOf, type Computed } from './argument.ts'
import type { Expression } from './expression.ts'

/** The value as one of another kind: `Cast('price', 'float')`, `Cast('rate', 'decimal', { digits: 10, places: 2 })`. */
export function Cast<const A extends Argument, const K extends CastKind>(
  value: A,
  kind: K,
  { digits = 18, places = 2 }: { readonly digits?: number; readonly places?: number } = {},
): Expression<Computed<CastTypes[K], [ArgumentOf<A>]>> {
  return call('cast', [value], { type: kind, ...(kind === 'decimal' && { digits, places }) })
}

interface CastTypes {
  readonly text: string
  readonly integer: number
  readonly bigint: bigint
  readonly float: number
  readonly decimal: string
  readonly boolean: boolean
  readonly date: string
  readonly datetime: Date
  readonly time: string
  readonly json: unknown
}

export type CastKind = keyof CastTypes & ColumnKind
