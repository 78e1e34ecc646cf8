import type { Parameter } from './connections.ts'

/** A list as a JSON text, 64-bit integers in full. */
export function jsonArray(list: Parameter): string {
  if (!Array.isArray(list)) throw new TypeError('A list is an array.')
  return `[${list.map((one) => (typeof one === 'bigint' ? String(one) : JSON.stringify(one))).join(',')}]`
}
