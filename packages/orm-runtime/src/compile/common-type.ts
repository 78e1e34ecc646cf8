import type { Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ColumnKind } from '../fields/field-definition.ts'
import type { ValueType } from '../fields/value-type.ts'
import type { Scope } from './scope.ts'

/**
 * The one type that values of several have, for example in the branches of `Case`.
 * @throws UsageError where there is none.
 */
export function commonType(place: string, types: readonly ValueType[]): ValueType {
  const [first, ...rest] = types
  if (!first) return { kind: 'text', place }
  const found = rest.reduce<ValueType>((one, other) => both(place, one, other), first)
  return { ...withoutTarget(found), kind: plainKind(found.kind), place }
}

/** True of what can be calculated with. */
export function isNumber({ kind }: ValueType): boolean {
  return RANKS[plainKind(kind)] !== undefined
}

/** The kind without what matters to a column only. */
export function plainKind(kind: ColumnKind): ColumnKind {
  if (kind === 'auto') return 'integer'
  if (kind === 'bigAuto') return 'bigint'
  return kind === 'char' ? 'text' : kind
}

/** The value as one of a type that `commonType` found: numbers have forms of their own in a database. */
export function converted(operand: Typed, type: ValueType, { dialect }: Pick<Scope, 'dialect'>): Typed {
  if (!isNumber(operand.type) || !isNumber(type)) return operand
  const decimal = operand.type.kind === 'decimal' || type.kind === 'decimal'
  const same = operand.type.kind === type.kind && operand.type.places === type.places
  if (!decimal || same) return operand
  return { node: dialect.functions.cast({ arguments: [operand], type, types: dialect.types }), type }
}

/** Whether a constant of a kind may stand for a value of a type. */
export function isCompatible(kind: ColumnKind | undefined, { kind: expected }: ValueType): boolean {
  if (kind === undefined) return true
  if (kind === 'text') return ['text', 'uuid', 'date', 'time', 'decimal'].includes(expected)
  if (kind === 'integer') return [...Object.keys(RANKS), 'auto', 'bigAuto', 'duration'].includes(expected)
  if (kind === 'bigint') return ['bigint', 'bigAuto', 'decimal'].includes(expected)
  return kind === expected
}

/** From the most exact in what it holds to the one that holds all. */
const RANKS: Readonly<Partial<Record<ColumnKind, number>>> = { integer: 1, bigint: 2, decimal: 3, float: 4 }

function both(place: string, one: ValueType, other: ValueType): ValueType {
  const [kind, otherKind] = [plainKind(one.kind), plainKind(other.kind)]
  const [rank, otherRank] = [RANKS[kind], RANKS[otherKind]]
  if (kind === 'decimal' && otherKind === 'decimal') return widest(one, other)
  if (kind === otherKind) return one
  if (rank !== undefined && otherRank !== undefined) return rank > otherRank ? one : other
  throw new UsageError(
    `${place} takes values of one type, not ${kind} (${one.place}) beside ${otherKind} (${other.place}). Write Cast(…) around one of them.`,
  )
}

function widest(one: ValueType, other: ValueType): ValueType {
  const places = Math.max(one.places ?? 0, other.places ?? 0)
  const whole = Math.max((one.digits ?? 18) - (one.places ?? 0), (other.digits ?? 18) - (other.places ?? 0))
  return { ...one, places, digits: whole + places }
}

function withoutTarget({ target: _, maxLength: __, ...type }: ValueType): ValueType {
  return type
}
