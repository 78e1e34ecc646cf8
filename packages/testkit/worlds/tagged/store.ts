/**
 * Rows that are asked for when they are awaited.
 *
 * @lazyQuery
 * @effect read
 */
export declare class Rows implements PromiseLike<string[]> {
  where(condition: string): this
  limit(count: number): Rows
  then<Answer = string[], Failure = never>(
    onRows?: ((rows: string[]) => Answer | PromiseLike<Answer>) | null,
    onError?: ((error: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Answer | Failure>
}

export interface Store {
  rows(): Rows
  /**
   * @blocking
   * @asyncTwin get
   * @effect read
   */
  getSync(id: number): string
  get(id: number): Promise<string>
  /** @blocking */
  vacuum(): void
  /**
   * @blocking
   * @asyncTwin putAsync
   * @effect writes
   */
  put(text: string): void
}

export declare const store: Store

/**
 * @blocking
 * @asyncTwin open
 * @effect none
 */
export declare function openSync(file: string): Store

export declare function open(file: string): Promise<Store>

/** @effect observe */
export declare function log(text: string): void
