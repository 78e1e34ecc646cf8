/** A promise with the function that settles it: `Promise.withResolvers`, which Node 20 lacks. */
export interface Settled {
  readonly promise: Promise<void>
  readonly resolve: () => void
}

export function settled(): Settled {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
