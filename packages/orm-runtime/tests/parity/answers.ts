import { expect } from 'vitest'
import { holds, type Behaviour, type Proof } from './behaviour.ts'

/** A row that holds where a question has this answer. */
export function answers(name: string, ask: Question, answer: unknown): Behaviour {
  return holds(name, gives(ask, answer))
}

/** Proves that a question has this answer. */
export function gives(ask: Question, answer: unknown): Proof {
  return async () => {
    expect(await ask()).toEqual(answer)
  }
}

/** Proves that a question is refused, when it is put or when it is sent. */
export function refuses(ask: Question, error: RegExp): Proof {
  return async () => {
    await expect(async () => ask()).rejects.toThrow(error)
  }
}

/** A queryset, or a call that answers at once; made again for each database. */
export type Question = () => PromiseLike<unknown>
