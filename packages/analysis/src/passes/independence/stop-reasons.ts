import type { TSESTree } from '@typescript-eslint/types'

/** Why two awaits that follow each other stay as they are. Every place considered has one, or is grouped. */
export interface StopReason {
  readonly reason: StopName
  /** What holds the second one back: an await, or a statement that stands between. */
  readonly first: TSESTree.Node
  /** The await that could not be sent earlier. */
  readonly second: TSESTree.Node
  readonly words: string
}

/** The named reasons, each as a sentence about the second await. */
export const STOP_WORDS = {
  'data-dependence': 'It needs a result that is awaited before it.',
  'write-conflict': 'One of the two writes, and the other may see it or not.',
  'unknown-effect': 'What one of the two does is not known.',
  'transaction-client': 'Both run on the one connection of a transaction.',
  'unknown-client': 'The connection can not be traced to a pool, and may be a transaction.',
  guard: 'What comes before throws to keep it from being run.',
  'early-exit': 'What comes before may leave the function first.',
  'list-may-throw': 'Building it may throw or wait, while the one before is already running.',
  'two-domain-errors': 'Both throw errors that the program acts on, and the first must win.',
  watermark: 'The one before says how far this one may read.',
  waiting: 'One of the two waits for a timer, an event, or a promise made elsewhere.',
  'in-memory-effect': 'A change in memory would happen earlier, later, or where it did not.',
  'mutable-builder': 'Both use one query builder, which each step changes.',
  'same-query': 'Both await one query that a variable holds.',
  straggler: 'If one fails, the other would still be running while the function cleans up.',
  barrier: 'What stands between the two has to stay there.',
  loop: 'Each turn of the loop comes after the one before.',
  'test-file': 'Tests keep their order.',
} as const

export type StopName = keyof typeof STOP_WORDS

export function stopAt(reason: StopName, first: TSESTree.Node, second: TSESTree.Node): StopReason {
  return { reason, first, second, words: STOP_WORDS[reason] }
}
