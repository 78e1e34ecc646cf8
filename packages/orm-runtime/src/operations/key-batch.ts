import { allAborted } from '../execute/all-aborted.ts'
import { combinedSignal } from '../execute/context.ts'
import { runPart } from '../execute/run-async.ts'
import type { AsyncCall, CallOptions, Steps } from '../execute/steps.ts'
import { property } from '../models/key-of.ts'
import { filter } from '../query/builders.ts'
import type { Query } from '../query/query.ts'
import { fetchedRows } from './fetched.ts'
import { hydrated } from './prefetch/hydrate.ts'
import { get } from './read.ts'

/** Calls of `aget` that differ in the key only. */
export class KeyBatch {
  readonly #query: Query
  readonly #calls: WaitingCall[] = []

  constructor(query: Query) {
    this.#query = query
  }

  /** The instance of a key, once the batch was sent. */
  join(call: AsyncCall, key: unknown, options: CallOptions | undefined): Promise<unknown> {
    const signal = combinedSignal(options?.signal)
    return new Promise((resolve, reject) => void this.#calls.push({ call, key, signal, resolve, reject }))
  }

  /** Asks for all keys in one query; a call that is alone, as if there were no batches. */
  send(): void {
    // Those that have aborted were told so.
    const calls = this.#calls.filter(({ signal }) => !signal?.aborted)
    const [first] = calls
    if (!first) return
    if (calls.length === 1) {
      const { primaryKey } = this.#query.definition
      runPart(first.signal, first.call, get(this.#query, { [primaryKey]: first.key })).then(first.resolve, first.reject)
      return
    }
    runPart(allAborted(calls), first.call, this.#instances(calls)).then(
      (instances) => this.#answer(calls, instances),
      (error: unknown) => {
        for (const { reject } of calls) reject(error)
      },
    )
  }

  /** An instance for each call, of its own; undefined where there is no row. */
  *#instances(calls: readonly WaitingCall[]): Steps<readonly (object | undefined)[]> {
    const { primaryKey } = this.#query.definition
    const keys = [...new Set(calls.map(({ key }) => key))]
    const fetched = yield* fetchedRows(filter(this.#query, { [`${primaryKey}__in`]: keys }))
    const found = new Map<string, Found>()
    for (const [index, instance] of hydrated<object>(fetched).entries()) {
      found.set(String(property(instance, primaryKey)), { index, instance })
    }
    return calls.map(({ key }) => {
      const one = found.get(String(key))
      if (!one) return undefined
      const { index, instance } = one
      one.instance = undefined
      return instance ?? hydrated<object>({ ...fetched, rows: fetched.rows.slice(index, index + 1) })[0]
    })
  }

  #answer(calls: readonly WaitingCall[], instances: readonly (object | undefined)[]): void {
    const { model } = this.#query.definition
    for (const [index, { resolve, reject }] of calls.entries()) {
      const instance = instances[index]
      if (instance) resolve(instance)
      else reject(new model.DoesNotExist())
    }
  }
}

interface WaitingCall {
  readonly call: AsyncCall
  readonly key: unknown
  readonly signal: AbortSignal | undefined
  readonly resolve: (instance: unknown) => void
  readonly reject: (error: unknown) => void
}

interface Found {
  readonly index: number
  /** Undefined once a call has it. */
  instance: object | undefined
}
