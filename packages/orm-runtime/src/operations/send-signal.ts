import type { Steps } from '../execute/steps.ts'
import type { Signal, SignalEvent } from '../models/signal.ts'

/** Calls the receivers of a signal, one after the other; asynchronous calls await each. */
export function* sendSignal<E extends SignalEvent>(signal: Signal<E>, event: E): Steps<void> {
  if (!signal.isHeard(event.sender)) return
  const receivers = signal.receivers(event.sender)
  yield {
    kind: 'call',
    blocking: () => {
      signal.refuseAsynchronous(event.sender)
      for (const receiver of receivers) {
        const result = receiver(event)
        if (!isThenable(result)) continue
        // What it began goes on by itself; its failure has nobody to tell.
        result.then(undefined, () => undefined)
        throw signal.asynchronousError(receiver)
      }
    },
    asynchronous: async () => {
      for (const receiver of receivers) await receiver(event)
    },
  }
}

/** @throws UsageError in blocking calls, before anything was done, where a receiver of the signal is asynchronous. */
export function* checkReceivers<E extends SignalEvent>(signal: Signal<E>, sender: object): Steps<void> {
  if (!signal.isHeard(sender)) return
  yield { kind: 'call', blocking: () => signal.refuseAsynchronous(sender), asynchronous: () => undefined }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
