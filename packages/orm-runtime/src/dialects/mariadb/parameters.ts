import type { TypedParameterValue } from 'mysql2'
import { UsageError } from '../../errors/usage-error.ts'
import type { Parameter } from '../connections.ts'
import type { Driver } from './driver.ts'

/** The driver's way to say of which type a parameter is. The driver looks it up anew each time, so keep it. */
export type Typed = Driver['TypedParameter']

export type WireValue = string | number | boolean | Buffer | TypedParameterValue | null

const smallest = -(2n ** 63n)
const largest = 2n ** 63n - 1n
const largestUnsigned = 2n ** 64n - 1n

/**
 * Parameters as the server reads them. The driver by itself would send each number as a DOUBLE, which MySQL refuses in
 * LIMIT and which makes of `? + 1` a float, and each bigint as text.
 * @throws UsageError for what no column can hold.
 */
export function wireParameters(typed: Typed, parameters: readonly Parameter[]): WireValue[] {
  return parameters.map((value) => wireValue(typed, value))
}

function wireValue(typed: Typed, value: Parameter): WireValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return typed.BIGINT(value)
    if (Number.isFinite(value)) return value
    throw new UsageError(`${value} can't be a parameter: MariaDB has finite numbers only.`)
  }
  if (typeof value === 'bigint') {
    if (value >= smallest && value <= largest) return typed.BIGINT(value)
    // What is too large for any integer type may still be a DECIMAL's.
    return value > 0 && value <= largestUnsigned ? typed.BIGINT.unsigned(value) : String(value)
  }
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '')
  throw new UsageError(`A ${Array.isArray(value) ? 'list' : typeof value} can't be a parameter of MariaDB.`)
}
