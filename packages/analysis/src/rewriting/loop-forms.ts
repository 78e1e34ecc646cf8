import type { Gives } from '../profiles/array-callbacks.ts'

/** What a loop does with the callback's answers, so that it gives what the method gives. */
export interface LoopForm {
  /** A name for what it gives. */
  readonly name: string
  /** What that is before the first turn; undefined where the variable is declared without a value. */
  readonly initial?: string
  /** What stands around an answer that is kept. */
  readonly keeps?: (names: LoopNames) => readonly [open: string, close: string]
  /** The answer, as a condition, on which something is done. */
  readonly on?: boolean
  /** What is done: a statement, after which the loop goes on. */
  readonly does?: (names: LoopNames) => string
  /** What is given: the loop ends. */
  readonly stopsWith?: (names: LoopNames) => string
  /** What the method gives, made of the variable; absent where it is the variable itself. */
  readonly value?: (result: string) => string
  /** The type of the variable, made of that of what the method gives. */
  readonly type?: (type: string) => string
}

/** Names in the loop: of what it gives, of the element, of its index. */
export interface LoopNames {
  readonly result: string
  readonly item: string
  readonly index: string
}

const pushes = ({ result }: LoopNames) => [`${result}.push(`, ')'] as const

export const LOOP_FORMS: Readonly<Record<Exclude<Gives, 'sorted'>, LoopForm>> = {
  nothing: { name: '', keeps: () => ['', ''] },
  answers: { name: 'results', initial: '[]', keeps: pushes },
  'flat-answers': {
    name: 'results',
    initial: '[]',
    keeps: pushes,
    value: (result) => `${result}.flat()`,
    type: (type) => `${type}[]`,
  },
  accepted: { name: 'results', initial: '[]', on: true, does: ({ result, item }) => `${result}.push(${item})` },
  any: { name: 'found', initial: 'false', on: true, stopsWith: () => 'true' },
  all: { name: 'all', initial: 'true', on: false, stopsWith: () => 'false' },
  element: { name: 'found', on: true, stopsWith: ({ item }) => item },
  index: { name: 'position', initial: '-1', on: true, stopsWith: ({ index }) => index },
  reduced: { name: 'result', keeps: ({ result }) => [`${result} = `, ''] },
}
