import { expect } from 'vitest'
import { holds, type Behaviour } from './behaviour.ts'
import { sent } from './sent.ts'

/** A row that holds where the rows of a query show this, and so many statements were sent for both. */
export function loads<R>(
  name: string,
  statements: number,
  query: () => PromiseLike<readonly R[]>,
  show: (row: R) => unknown,
  shown: readonly unknown[],
): Behaviour {
  return holds(name, async (database) => {
    const all = await sent(database, async () => expect((await query()).map(show)).toEqual(shown))
    expect(all).toHaveLength(statements)
  })
}
