import { availableParallelism } from 'node:os'
import { TransactionError } from '../errors/transaction-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Asynchronous, AsynchronousExports } from './bridge-types.ts'
import { notCloneable, resultOf } from './call-outcome.ts'
import { readContext } from './carried-context.ts'
import { exportsOf } from './exports-of.ts'
import type { FunctionCall } from './messages.ts'
import { moduleAddress } from './module-address.ts'
import { openTransaction } from './open-transaction.ts'
import { method } from './sync-method.ts'
import { isSyncWorker, outerCall } from './thread-role.ts'
import { WorkerPool } from './worker-pool.ts'

export interface SyncToAsyncOptions {
  /**
   * True, the default: all such calls of the program run one after the other, on one worker thread. False: on any of a
   * few worker threads, at the same time.
   */
  readonly threadSensitive?: boolean
  /** How many threads functions that are not thread-sensitive share: with a number, those of the same number. */
  readonly threads?: number
}

/**
 * Makes asynchronous functions of the synchronous ones that a module exports: they run on a worker thread, and the event
 * loop goes on. The module is loaded there anew. Parameters and results are cloned; an error crosses with its class,
 * message, stack, code and cause.
 *
 * The semantics are those of asgiref's `sync_to_async`: calls are thread-sensitive unless told otherwise, and inside
 * `asyncToSync` a thread-sensitive function runs on the thread that waits.
 *
 * ```ts
 * import type * as report from './report.ts'
 *
 * const { makeReport } = syncToAsync<typeof report>(new URL('./report.ts', import.meta.url))
 * await makeReport(2026)
 * ```
 * @throws UsageError where the module has no such function, or a value can't be cloned.
 * @throws TransactionError inside a transaction, which can't cross to another thread.
 * @throws WorkerStopped where the thread ended during the call.
 */
export function syncToAsync<M extends object>(
  module: string | URL,
  options?: SyncToAsyncOptions,
): AsynchronousExports<M>
/** The same for one function: `syncToAsync<typeof makeReport>(url, 'makeReport')`. */
export function syncToAsync<F extends (...parameters: never[]) => unknown = (...parameters: unknown[]) => unknown>(
  module: string | URL,
  name: string,
  options?: SyncToAsyncOptions,
): Asynchronous<F>
export function syncToAsync(
  module: string | URL,
  nameOrOptions: string | SyncToAsyncOptions = {},
  options: SyncToAsyncOptions = {},
): unknown {
  const address = moduleAddress(module)
  if (typeof nameOrOptions === 'string') return onWorker(address, nameOrOptions, options)
  return exportsOf((name) => onWorker(address, name, nameOrOptions))
}

/** A decorator that runs static methods of a module's exported class on a worker thread. */
syncToAsync.method = method(onWorker)

/** Waits for the calls that were made, then ends the worker threads; the next call starts new ones. */
export async function closeSyncWorkers(): Promise<void> {
  await Promise.all([...pools.values()].map((pool) => pool.close()))
}

/** The worker threads by how many share the work: 1 for what is thread-sensitive. */
const pools = new Map<number | 'sensitive', WorkerPool>()

const DEFAULT_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1))

type AsyncFunction = (...parameters: readonly unknown[]) => Promise<unknown>

function onWorker(module: string, name: string, options: SyncToAsyncOptions): AsyncFunction {
  const { threadSensitive = true, threads = DEFAULT_THREADS } = options
  if (!Number.isInteger(threads) || threads < 1)
    throw new UsageError(`threads: ${threads} is no number of threads. Give 1 or more.`)
  return async (...parameters) => {
    const { stack = '' } = new Error()
    refuseInTransaction(name)
    const call = { module, name, parameters, context: readContext() }
    const outer = outerCall()
    if (outer && threadSensitive) return outer.runThere(call)
    if (isSyncWorker()) {
      throw new UsageError(
        `\`${name}\` was called by syncToAsync on a thread that runs synchronous functions, which can't await it. Call the function itself.`,
      )
    }
    return resultOf(await send(poolOf(threadSensitive ? 'sensitive' : threads), call), stack)
  }
}

async function send(pool: WorkerPool, call: FunctionCall) {
  try {
    return await pool.run(call)
  } catch (error) {
    if (error instanceof DOMException) throw notCloneable(call.name, 'parameters', error)
    throw error
  }
}

function poolOf(threads: number | 'sensitive'): WorkerPool {
  const known = pools.get(threads)
  if (known) return known
  const made = new WorkerPool(threads === 'sensitive' ? 1 : threads)
  pools.set(threads, made)
  return made
}

function refuseInTransaction(name: string): void {
  const open = openTransaction()
  if (!open) return
  throw new TransactionError(
    `\`${name}\` by syncToAsync inside \`${open}\` would run on another thread, outside of the transaction. Call it before or after the block, or call the function itself.`,
  )
}
