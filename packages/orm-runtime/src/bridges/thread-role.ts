import { AsyncLocalStorage } from 'node:async_hooks'
import type { FunctionCall } from './messages.ts'

/** A call of `asyncToSync`, as the asynchronous function on the worker sees it. */
export interface OuterCall {
  readonly name: string
  /** True until the function has settled: only so long does the thread wait that has called. */
  open: boolean
  /** Has that thread run a thread-sensitive function, as asgiref does. */
  readonly runThere: (call: FunctionCall) => Promise<unknown>
}

const outerCalls = new AsyncLocalStorage<OuterCall>()

/** The call of `asyncToSync` that the running code serves. */
export function outerCall(): OuterCall | undefined {
  return outerCalls.getStore()
}

/** Runs the asynchronous function of a call. */
export function servingCall<T>(call: OuterCall, callback: () => T): T {
  return outerCalls.run(call, callback)
}

let runsSyncFunctions = false

/** True in the threads of `syncToAsync`. */
export function isSyncWorker(): boolean {
  return runsSyncFunctions
}

/** Makes this thread one of `syncToAsync`. */
export function becomeSyncWorker(): void {
  runsSyncFunctions = true
}
