/**
 * Starts all thunks, waits for all of them, and answers their results in order. If any fail, rejects with the error of
 * the first in program order, once all have settled: no work outlives the call and no rejection is left without an
 * owner, also where a thunk throws at once.
 */
export async function gather<const T extends readonly (() => unknown)[]>(...thunks: T): Promise<Gathered<T>> {
  const settled = await Promise.allSettled(thunks.map(async (thunk) => await thunk()))
  const values = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
  // The results stand in the order of the thunks.
  return values as Gathered<T>
}

/** The result of each thunk, once awaited. */
export type Gathered<T extends readonly (() => unknown)[]> = { -readonly [I in keyof T]: Awaited<ReturnType<T[I]>> }
