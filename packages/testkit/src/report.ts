import type { Marker } from './marked-code.ts'

/** Something that lint or a transform says about a place in a file. */
export interface Report {
  readonly kind: Marker['kind']
  readonly name: string
  /** From 1. */
  readonly line: number
  /** From 0. */
  readonly column: number
  /** Where the place ends; absent where only its beginning is known. Lines from 1, columns from 0. */
  readonly end?: { readonly line: number; readonly column: number }
  readonly message: string
}
