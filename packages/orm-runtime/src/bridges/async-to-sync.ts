import { SynchronousOnlyOperation } from '../errors/synchronous-only-operation.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { currentContext } from '../execute/context.ts'
import { measureBlocking } from '../execute/long-calls.ts'
import { AsyncThread } from './async-thread.ts'
import type { Blocking, BlockingExports } from './bridge-types.ts'
import { notCloneable, resultOf } from './call-outcome.ts'
import { readContext } from './carried-context.ts'
import { exportsOf } from './exports-of.ts'
import type { CallOutcome, FunctionCall } from './messages.ts'
import { moduleAddress } from './module-address.ts'
import { openTransaction } from './open-transaction.ts'

export interface AsyncToSyncOptions {
  /** Milliseconds that a call may take; 30,000 unless told. */
  readonly timeout?: number
}

/**
 * Makes blocking functions of the asynchronous ones that a module exports: they run on a worker thread, and the calling
 * thread stops until they have settled. The module is loaded there anew. Parameters and results are cloned; an error
 * crosses with its class, message, stack, code and cause.
 *
 * The semantics are those of asgiref's `async_to_sync`: it refuses where an event loop is to go on, and thread-sensitive
 * functions that are called inside by `syncToAsync` run on the thread that waits.
 * @throws SynchronousOnlyOperation inside `asyncContext` and `aatomic`.
 * @throws TransactionError inside `atomic`, which can't cross to another thread.
 * @throws BridgeTimeout where the function takes longer than `timeout`; its thread is ended.
 * @throws WorkerStopped where the thread ended during the call.
 */
export function asyncToSync<M extends object>(module: string | URL, options?: AsyncToSyncOptions): BlockingExports<M>
/** The same for one function: `asyncToSync<typeof loadPage>(url, 'loadPage')`. */
export function asyncToSync<
  F extends (...parameters: never[]) => PromiseLike<unknown> = (...parameters: unknown[]) => Promise<unknown>,
>(module: string | URL, name: string, options?: AsyncToSyncOptions): Blocking<F>
export function asyncToSync(
  module: string | URL,
  nameOrOptions: string | AsyncToSyncOptions = {},
  options: AsyncToSyncOptions = {},
): unknown {
  const address = moduleAddress(module)
  if (typeof nameOrOptions === 'string') return blocking(address, nameOrOptions, options)
  return exportsOf((name) => blocking(address, name, nameOrOptions))
}

/** Ends the worker thread; the next call starts a new one. */
export async function closeAsyncThread(): Promise<void> {
  const ended = thread
  thread = undefined
  await ended?.close()
}

let thread: AsyncThread | undefined

function blocking(module: string, name: string, { timeout = 30_000 }: AsyncToSyncOptions) {
  if (!(timeout > 0)) throw new UsageError(`timeout: ${timeout} is no time to wait. Give milliseconds.`)
  return (...parameters: readonly unknown[]): unknown => {
    refuse(name)
    const { stack = '' } = new Error()
    const call = { module, name, parameters, context: readContext() }
    return resultOf(
      measureBlocking(
        () => `asyncToSync: ${name}`,
        () => send(call, timeout),
      ),
      stack,
    )
  }
}

function send(call: FunctionCall, timeout: number): CallOutcome {
  if (!thread || thread.stopped) thread = new AsyncThread()
  try {
    return thread.call(call, timeout)
  } catch (error) {
    if (error instanceof DOMException) throw notCloneable(call.name, 'parameters', error)
    throw error
  }
}

function refuse(name: string): void {
  const open = openTransaction()
  if (open === 'atomic') {
    throw new TransactionError(
      `\`${name}\` by asyncToSync inside \`atomic\` would run on another thread, outside of the transaction. Call it before or after the block.`,
    )
  }
  const unsafe = process.env['ORM_ALLOW_ASYNC_UNSAFE'] === '1'
  if (!open && (unsafe || !currentContext()?.asynchronous)) return
  const place = open ? 'inside an `aatomic` block' : 'inside an async context'
  throw new SynchronousOnlyOperation(
    `\`${name}\` by asyncToSync blocks the event loop ${place}. Await the function itself: \`await ${name}(…)\`.`,
  )
}
