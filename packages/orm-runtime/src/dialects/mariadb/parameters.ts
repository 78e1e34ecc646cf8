import type { TypedParameterValue } from 'mysql2'
import { UsageError } from '../../errors/usage-error.ts'
import type { Parameter } from '../connections.ts'
import type { Driver } from './driver.ts'

export type WireValue = string | number | boolean | Buffer | TypedParameterValue | null

const smallest = -(2n ** 63n)
const largest = 2n ** 63n - 1n
const largestUnsigned = 2n ** 64n - 1n

/**
 * Parameters as the server reads them. The driver by itself would send each number as a DOUBLE, which MySQL refuses in
 * LIMIT and which makes of `? + 1` a float, and each bigint as text.
 * @throws UsageError for what no column can hold.
 */
export function wireParameters(driver: Driver, parameters: readonly Parameter[]): WireValue[] {
  return parameters.map((value) => wireValue(driver, value))
}

function wireValue({ TypedParameter }: Driver, value: Parameter): WireValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return TypedParameter.BIGINT(value)
    if (Number.isFinite(value)) return value
    throw new UsageError(`${value} can't be a parameter: MariaDB has finite numbers only.`)
  }
  if (typeof value === 'bigint') {
    if (value >= smallest && value <= largest) return TypedParameter.BIGINT(value)
    // What is too large for any integer type may still be a DECIMAL's.
    return value > 0 && value <= largestUnsigned ? TypedParameter.BIGINT.unsigned(value) : String(value)
  }
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '')
  throw new UsageError(`A ${Array.isArray(value) ? 'list' : typeof value} can't be a parameter of MariaDB.`)
}
