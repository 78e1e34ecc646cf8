import { onAbort } from '../dialects/on-abort.ts'

/** A signal that aborts once all callers have aborted; undefined where one of them can't. */
export function allAborted(callers: readonly { readonly signal: AbortSignal | undefined }[]): AbortSignal | undefined {
  const signals = callers.map(({ signal }) => signal).filter((signal) => signal !== undefined)
  if (signals.length < callers.length) return undefined
  const controller = new AbortController()
  let left = signals.length
  for (const signal of signals) {
    onAbort(signal, () => {
      if (--left === 0) controller.abort(signal.reason)
    })
  }
  return controller.signal
}
