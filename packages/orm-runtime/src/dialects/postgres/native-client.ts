import { createRequire } from 'node:module'
import type { Row } from '../connections.ts'

/** What is used of the package pg-native, which has no types of its own. */
export interface NativeClient {
  connectSync(address: string): void
  querySync(text: string, values?: readonly (string | null)[]): Row[]
  prepareSync(name: string, text: string, parameters: number): void
  executeSync(name: string, values: readonly (string | null)[]): Row[]
  getTransactionStatus(): 'I' | 'T' | 'E' | null
  end(): void
  readonly pq: {
    cmdStatus(): string
    nfields(): number
    fname(index: number): string
    ftype(index: number): number
    resultErrorFields(): NativeErrorFields | undefined
  }
}

export interface NativeErrorFields {
  readonly sqlState?: string
  readonly messagePrimary?: string
  readonly messageDetail?: string
  readonly messageHint?: string
  readonly tableName?: string
  readonly columnName?: string
  readonly constraintName?: string
}

/** Makes clients of libpq, or undefined where pg-native is not installed or was not built for this machine. */
export function loadNative(): (() => NativeClient) | undefined {
  const load = createRequire(import.meta.url)
  try {
    // The package exports its client's constructor.
    const Native = load('pg-native') as new (options: object) => NativeClient
    return () => new Native({ arrayMode: true, types: { getTypeParser: () => (text: string) => text } })
  } catch {
    return undefined
  }
}

/**
 * Ends a client. The package frees it with its last reference, though libuv closes its handle only at the end of a turn of
 * the event loop, and the process dies of that; so it is kept for a while.
 */
export function endNative(client: NativeClient): void {
  client.end()
  ended.add(client)
  setTimeout(() => ended.delete(client), 1_000).unref()
}

const ended = new Set<NativeClient>()
