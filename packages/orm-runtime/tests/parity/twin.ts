import { expect } from 'vitest'
import { asyncContext } from 'orm-runtime'
import { holds, type Behaviour } from './behaviour.ts'
import { fillLibrary, wholeLibrary } from './library.ts'
import { sent } from './sent.ts'

/**
 * A row that holds where an asynchronous method does and answers what its blocking twin does, by the same statements, on
 * connections that do not block, and in a context in which blocking calls are errors.
 */
export function twin(name: string, blocking: () => unknown, asynchronous: () => unknown): Behaviour {
  return holds(name, async (database) => {
    let answer: unknown
    let expected: unknown
    const blocked = await sent(database, () => void (expected = blocking()))
    const left = await wholeLibrary()
    await fillLibrary()
    const waited = await sent(database, async () => void (answer = await asyncContext(asynchronous)))
    expect(answer).toEqual(expected)
    expect(await wholeLibrary()).toEqual(left)
    expect(waited.map(({ sql }) => sql)).toEqual(blocked.map(({ sql }) => sql))
    const stopping = new Set(blocked.map(({ connection }) => connection))
    expect(waited.filter(({ connection }) => stopping.has(connection))).toEqual([])
    expect(waited.length).toBeGreaterThan(0)
  })
}
