import type { TSESTree } from '@typescript-eslint/types'
import { staticName } from '../../syntax/static-name.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'

/**
 * What the methods of lists, records and maps do with what they hold. `gives`: the result holds it, as many elements
 * deeper. `takes`: the arguments from this one on are put into it. `hands`: the parameters of the callback, which is the
 * first argument, that are elements.
 */
export interface ContainerMethod {
  readonly gives?: number
  readonly takes?: number
  readonly hands?: readonly number[]
}

const ELEMENT: ContainerMethod = { gives: -1 }
const SAME: ContainerMethod = { gives: 0 }
const NONE: ContainerMethod = {}

export const CONTAINER_METHODS: Readonly<Record<string, ContainerMethod>> = {
  ...named('get at pop shift', ELEMENT),
  ...named('find findLast', { gives: -1, hands: [0] }),
  ...named('filter toSorted sort', { gives: 0, hands: [0, 1] }),
  ...named('values slice reverse toReversed splice', SAME),
  entries: { gives: 1 },
  ...named('push unshift add', { takes: 0 }),
  set: { gives: 0, takes: 1 },
  concat: { gives: 0 },
  ...named('map flatMap forEach some every findIndex findLastIndex', { hands: [0] }),
  ...named('has delete clear includes indexOf lastIndexOf keys join', NONE),
}

/** The container that a method puts an argument into. */
export function containerTaking({ oracle }: AnalysisContext, callee: TSESTree.Node, index: number) {
  const row = callee.type === 'MemberExpression' ? CONTAINER_METHODS[staticName(callee) ?? ''] : undefined
  const isTaken = row?.takes !== undefined && index >= row.takes
  if (callee.type !== 'MemberExpression' || !isTaken) return undefined
  return oracle.identitiesAt(callee).some(({ module }) => module === 'typescript') ? callee.object : undefined
}

/** Functions of the language that make one container of another: how many elements deeper the result holds it. */
export const CONTAINER_CALLS: Readonly<Record<string, number | 'nothing'>> = {
  'ObjectConstructor.values': 0,
  'ObjectConstructor.entries': 1,
  'ObjectConstructor.fromEntries': -1,
  'ObjectConstructor.freeze': 0,
  'ObjectConstructor.keys': 'nothing',
  'ObjectConstructor.hasOwn': 'nothing',
  'ArrayConstructor.isArray': 'nothing',
  'ArrayConstructor.from': 0,
  '.Map': -1,
  '.Set': 0,
}

function named(names: string, row: ContainerMethod): Record<string, ContainerMethod> {
  return Object.fromEntries(names.split(' ').map((name) => [name, row]))
}
