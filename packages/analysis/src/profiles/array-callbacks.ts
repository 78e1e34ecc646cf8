/**
 * The methods of the language's arrays that run a callback for each element: what the call answers, and where it begins.
 *
 * `nothing`: it answers nothing. `answers`: the callback's answers. `flat-answers`: their elements. `accepted`: the
 * elements that it accepts. `any`, `all`: whether it accepts one, or all. `element`, `index`: the first that it accepts,
 * or where that is. `reduced`: the last answer. `sorted`: the elements, as it compares them.
 */
export interface ArrayCallback {
  readonly gives: Gives
  readonly order: 'forward' | 'backward'
}

export type Gives =
  'nothing' | 'answers' | 'flat-answers' | 'accepted' | 'any' | 'all' | 'element' | 'index' | 'reduced' | 'sorted'

export function arrayCallbackOf(method: string | undefined): ArrayCallback | undefined {
  return method === undefined ? undefined : ROWS.get(method)
}

const ROWS = new Map<string, ArrayCallback>([
  ['forEach', { gives: 'nothing', order: 'forward' }],
  ['map', { gives: 'answers', order: 'forward' }],
  ['flatMap', { gives: 'flat-answers', order: 'forward' }],
  ['filter', { gives: 'accepted', order: 'forward' }],
  ['some', { gives: 'any', order: 'forward' }],
  ['every', { gives: 'all', order: 'forward' }],
  ['find', { gives: 'element', order: 'forward' }],
  ['findIndex', { gives: 'index', order: 'forward' }],
  ['findLast', { gives: 'element', order: 'backward' }],
  ['findLastIndex', { gives: 'index', order: 'backward' }],
  ['reduce', { gives: 'reduced', order: 'forward' }],
  ['reduceRight', { gives: 'reduced', order: 'backward' }],
  ['sort', { gives: 'sorted', order: 'forward' }],
  ['toSorted', { gives: 'sorted', order: 'forward' }],
])
