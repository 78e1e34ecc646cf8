/** A function's asynchronous form; `never` for one that is asynchronous already. */
export type Asynchronous<F> = F extends (...parameters: infer P) => infer R
  ? IsPromise<R> extends true
    ? never
    : (...parameters: P) => Promise<R>
  : never

/** The asynchronous forms of the functions that a module exports. */
export type AsynchronousExports<M> = {
  readonly [K in keyof M as [Asynchronous<M[K]>] extends [never] ? never : K]: Asynchronous<M[K]>
}

/** An asynchronous function's blocking form; `never` for one that blocks already. */
export type Blocking<F> = F extends (...parameters: infer P) => PromiseLike<infer R> ? (...parameters: P) => R : never

/** The blocking forms of the asynchronous functions that a module exports. */
export type BlockingExports<M> = {
  readonly [K in keyof M as [Blocking<M[K]>] extends [never] ? never : K]: Blocking<M[K]>
}

/** A function that only throws answers `never`, which extends everything; `any` and `unknown` may be anything. */
type IsPromise<R> = [R] extends [never]
  ? false
  : unknown extends R
    ? false
    : [R] extends [PromiseLike<unknown>]
      ? true
      : false
