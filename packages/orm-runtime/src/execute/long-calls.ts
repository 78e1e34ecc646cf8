/** A synchronous call that has stopped its thread for too long. */
export interface LongCall {
  /** As the program writes it: `User.objects.count()`. */
  readonly operation: string
  readonly milliseconds: number
  /** Where it was called. */
  readonly stack: string
}

export interface LongCallOptions {
  /** Milliseconds above which a call is reported. */
  readonly threshold: number
  readonly report: (call: LongCall) => void
}

let watched: LongCallOptions | undefined

/**
 * Reports each blocking call of this thread that takes longer than the threshold, once it is done. Answers what ends the
 * reports; a second watcher replaces the first.
 */
export function reportLongCalls(options: LongCallOptions): () => void {
  watched = options
  return () => {
    if (watched === options) watched = undefined
  }
}

/** Whether anybody wants to know of long calls. */
export function longCallsAreWatched(): boolean {
  return watched !== undefined
}

/** Runs a blocking call and measures it if anybody wants to know. */
export function measureBlocking<T>(describe: () => string, work: () => T): T {
  if (!watched) return work()
  const { threshold, report } = watched
  const started = performance.now()
  try {
    return work()
  } finally {
    const milliseconds = performance.now() - started
    if (milliseconds > threshold) report({ operation: describe(), milliseconds, stack: callerStack() })
  }
}

function callerStack(): string {
  const place = { stack: '' }
  Error.captureStackTrace(place, measureBlocking)
  return place.stack.slice(place.stack.indexOf('\n') + 1)
}
