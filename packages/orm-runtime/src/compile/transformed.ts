import type { Typed } from '../dialects/dialect.ts'
import type { Transform } from './lookup-path.ts'
import type { Scope } from './scope.ts'

/** A part of a moment, or what stands at keys of JSON. */
export function transformed(operand: Typed, transforms: readonly Transform[], scope: Scope): Typed {
  const { functions, types, json } = scope.dialect
  const keys = transforms.flatMap((one) => (one.kind === 'key' ? [one.key] : []))
  if (keys.length > 0) {
    const type = { kind: 'json', place: `${operand.type.place}__${keys.join('__')}` } as const
    return { node: json.at(operand.node, keys), type }
  }
  return transforms.reduce((inner, transform) => {
    if (transform.kind !== 'part') return inner
    const { part } = transform
    const kind = part === 'date' || part === 'time' ? part : 'integer'
    const type = { kind, place: `${inner.type.place}__${part}` } as const
    return { node: functions.extract({ arguments: [inner], part, type, types }), type }
  }, operand)
}
