/** A promise, and how to resolve it. */
export interface Gate {
  readonly opened: Promise<void>
  readonly open: () => void
}

export function gate(): Gate {
  let resolve: () => void = () => undefined
  const opened = new Promise<void>((settle) => (resolve = settle))
  return { opened, open: () => resolve() }
}

/** What a promise rejects with. */
export async function failureOf(promise: PromiseLike<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`It resolved with ${JSON.stringify(value)}.`)
    },
    (error: unknown) => error,
  )
}
