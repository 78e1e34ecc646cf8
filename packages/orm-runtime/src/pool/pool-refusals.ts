import { PoolDeadlock, PoolQueueFull, PoolTimeout } from '../errors/pool-errors.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { PoolOptions } from './pool-options.ts'

/** A connection that somebody has, as `pool.state()` tells it. */
export interface Holder {
  /** `pool 3` */
  readonly name: string
  /** What the holder is: `User.objects.aget()`. */
  readonly described: string
  /** When it got the connection. */
  readonly since: Date
  /** Where the program asked for it: `/app/orders.ts:12`. */
  readonly place: string | undefined
}

export interface PoolState {
  /** Connections that are open, or being opened or closed. */
  readonly size: number
  readonly idle: number
  /** Callers in the queue. */
  readonly waiting: number
  readonly holders: readonly Holder[]
}

export function timeoutRefusal(options: PoolOptions, state: PoolState, openFailure: unknown): PoolTimeout {
  const { name, max, acquireTimeout } = options
  const unfinished = state.size - state.idle - state.holders.length
  const rest = unfinished > 0 ? `\n  ${unfinished} more being opened, checked or closed` : ''
  return new PoolTimeout(
    `No connection of '${name}' became free within ${acquireTimeout} ms. It has ${state.size} of at most ${max}, ` +
      `${state.waiting} callers wait.${listed(state.holders)}${rest}`,
    {
      hint: 'Let holders finish sooner, for example without waiting for other services inside a transaction, or raise `max` or `acquireTimeout`.',
      ...(openFailure !== undefined && { cause: openFailure }),
    },
  )
}

export function queueFullRefusal({ name, maxQueue }: PoolOptions, state: PoolState): PoolQueueFull {
  return new PoolQueueFull(
    `${state.waiting} callers wait for a connection of '${name}' already, which is its \`maxQueue\` (${maxQueue}).` +
      listed(state.holders),
    { hint: 'Run fewer queries at the same time, for example with `mapConcurrent`, or raise `max` or `maxQueue`.' },
  )
}

export function deadlockRefusal({ name, max }: PoolOptions, state: PoolState): PoolDeadlock {
  return new PoolDeadlock(
    `All ${max} connections of '${name}' are held by callers that wait for one more, so none would ever become free.` +
      listed(state.holders),
    { hint: 'Use the connection that the caller has already, or raise `max` above the number of such callers.' },
  )
}

export function closingRefusal({ name }: PoolOptions): UsageError {
  return new UsageError(`The pool '${name}' is being closed: no query can begin.`)
}

const mostHolders = 20

function listed(holders: readonly Holder[]): string {
  const now = Date.now()
  const lines = holders.slice(0, mostHolders).map(({ name, described, since, place }) => {
    const seconds = ((now - since.getTime()) / 1_000).toFixed(1)
    return `\n  ${name}: held for ${seconds} s by ${described}${place === undefined ? '' : `, taken at ${place}`}`
  })
  const more = holders.length > mostHolders ? `\n  and ${holders.length - mostHolders} more` : ''
  return lines.join('') + more
}
