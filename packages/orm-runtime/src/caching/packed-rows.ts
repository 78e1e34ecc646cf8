import { definitionOf } from '../models/key-of.ts'
import { Row, type RowState } from '../models/row.ts'
import { modelNamed } from '../models/schema.ts'

/** The results of a query as plain values: instances by their number, so that two which know each other stay so. */
export interface PackedRows {
  readonly result: Packed
  readonly instances: readonly PackedInstance[]
}

type Packed = { readonly instance: number } | { readonly list: readonly Packed[] } | { readonly value: unknown }

interface PackedInstance {
  readonly model: string
  readonly values: Readonly<Record<string, unknown>>
  /** What was loaded and prefetched with it. */
  readonly loaded: Readonly<Record<string, Packed>>
  readonly prefetched: Readonly<Record<string, Packed>>
  readonly state: Pick<RowState, 'fetchMode' | 'deferred' | 'database' | 'stored'>
}

/** Results as plain values that share nothing with them. */
export function packRows(result: unknown): PackedRows {
  const numbers = new Map<object, number>()
  const instances: PackedInstance[] = []

  function pack(value: unknown): Packed {
    if (Array.isArray(value)) return { list: value.map(pack) }
    if (value instanceof Row) return { instance: numberOf(value) }
    return { value: copied(value) }
  }

  function numberOf(row: Row): number {
    const known = numbers.get(row)
    if (known !== undefined) return known
    const number = numbers.size
    numbers.set(row, number)
    const { loaded = {}, prefetched = {}, fetchMode, deferred, database, stored } = Row.peek(row) ?? {}
    instances[number] = {
      model: definitionOf(row).name,
      values: mapped(row, copied),
      loaded: mapped(loaded, pack),
      prefetched: mapped(prefetched, pack),
      state: present({ fetchMode, deferred: deferred && new Set(deferred), database, stored }),
    }
    return number
  }

  return { result: pack(result), instances }
}

/** Results of the caller's own. */
export function unpackRows({ result, instances }: PackedRows): unknown {
  const rows = instances.map(({ model, values }) => {
    // The instance gets its class without its constructor, which would apply defaults.
    const row: object = Reflect.construct(Row, [], modelNamed(model).model)
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(row, name, { value: copied(value), configurable: true, enumerable: true, writable: true })
    }
    return row
  })
  const unpack = (packed: Packed): unknown => {
    if ('list' in packed) return packed.list.map(unpack)
    return 'instance' in packed ? rows[packed.instance] : copied(packed.value)
  }
  const unpacked = unpack(result)
  const peers = Array.isArray(unpacked)
    ? unpacked.filter((row) => row instanceof Row).map((row) => new WeakRef(row))
    : []
  for (const [index, { loaded, prefetched, state }] of instances.entries()) {
    const row = rows[index]
    if (!row) continue
    Object.assign(Row.state(row), structuredClone(state), peers.length > 0 && { peers }, {
      loaded: mapped(loaded, unpack),
      prefetched: mapped(prefetched, unpack),
    })
  }
  return unpacked
}

function mapped<T>(record: object, map: (value: unknown) => T): Record<string, T>
function mapped<V, T>(record: Readonly<Record<string, V>>, map: (value: V) => T): Record<string, T>
function mapped(record: object, map: (value: never) => unknown): Record<string, unknown> {
  // The overloads say what the values are.
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value as never)]))
}

function present<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // What is left has no undefined value.
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never
}

function copied(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value
}
