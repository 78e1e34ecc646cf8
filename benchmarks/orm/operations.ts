import type { Answer, Contestant } from './contestant.ts'
import { newComments, userKeys } from './sample-rows.ts'

/** How many `get`s are under way at a time. */
const CONCURRENT = 32

/** What is timed. `turn` counts up, so that no call repeats the one before it. */
export interface Operation {
  readonly name: string
  readonly run: (contestant: Contestant, turn: number) => Answer<unknown>
  /** How many queries of the user one run is; the time is given for one. */
  readonly queries: number
  /** Whether the rows that it adds must be taken away before it runs again. */
  readonly writes: boolean
}

export type OperationName = keyof typeof operations

export const operations = {
  get: { name: 'get', run: (contestant, turn) => contestant.get(key(turn)), queries: 1, writes: false },
  list: { name: 'list 100', run: (contestant) => contestant.list(), queries: 1, writes: false },
  nested: { name: 'nested 20', run: (contestant) => contestant.nested(), queries: 1, writes: false },
  insert: { name: 'insert 1,000', run: (contestant) => contestant.insertMany(newComments), queries: 1, writes: true },
  concurrent: {
    name: `${CONCURRENT} gets at a time`,
    run: (contestant, turn) => {
      const answers: unknown[] = Array.from({ length: CONCURRENT }, (_, index) =>
        contestant.get(key(turn * CONCURRENT + index)),
      )
      return Promise.all(answers)
    },
    queries: CONCURRENT,
    writes: false,
  },
} satisfies Readonly<Record<string, Operation>>

function key(turn: number): number {
  return userKeys[turn % userKeys.length]!
}
