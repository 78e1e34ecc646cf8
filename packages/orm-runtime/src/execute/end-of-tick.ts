import { AsyncResource } from 'node:async_hooks'

const waiting = new Set<() => void>()

/**
 * Does something in the context of the caller once the code that runs now, and the promises that are settled already, are
 * done; before that, where a write is sent, so that what was asked before it does not see it.
 */
export function atEndOfTick(work: () => void): void {
  // What AsyncLocalStorage.snapshot() is made of, without its warnings, which cost as much as a tenth of a query.
  const context = new AsyncResource('orm-runtime.endOfTick')
  waiting.add(() => context.runInAsyncScope(work))
  // Behind the microtasks: callers that wait for one promise go on one after the other.
  if (waiting.size === 1) queueMicrotask(() => process.nextTick(endTick))
}

/** Does what waits, now. */
export function endTick(): void {
  if (waiting.size === 0) return
  const works = [...waiting]
  waiting.clear()
  for (const work of works) work()
}
