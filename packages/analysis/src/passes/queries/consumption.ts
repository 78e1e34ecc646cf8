import type { TSESTree } from '@typescript-eslint/types'

/**
 * What becomes of a promise or query in one place that its value reaches. `resolved`: something waits for it.
 * `forwarded`: whoever receives it must wait (`return`, an argument, a container that escapes), or a method is called on
 * it. `iterated`: a loop runs it. `unresolved`: it is used as if it were its result (`if (q)`). `dropped`: nothing ever
 * waits.
 */
export type Consumption = Reached &
  (
    | { readonly kind: 'resolved' }
    | { readonly kind: 'forwarded'; readonly to: 'caller' | 'argument' | 'method' | 'store' }
    | { readonly kind: 'iterated' }
    | { readonly kind: 'unresolved'; readonly as: UnresolvedUse }
    | { readonly kind: 'dropped'; readonly because: DropReason }
  )

interface Reached {
  /** What consumes or drops it. */
  readonly by: TSESTree.Node
  /** The expression that stands for it there: the query itself, or the name of a variable. */
  readonly use: TSESTree.Node
  /** The promise that it has become part of: a `Promise.all(…)` of it, or a chain of `then`. That has started it. */
  readonly within: TSESTree.CallExpression | undefined
}

/** `predicate`: `filter` and `some` read it as true. `value`: it is made a text, a number or a response of. */
export type UnresolvedUse =
  'condition' | 'operand' | 'template' | 'member' | 'spread' | 'thrown' | 'value' | 'predicate'

export type DropReason = 'statement' | 'void' | 'unread-variable' | 'container' | 'callback'

/** An expression that a query's value has come to, and where it lies in the expression's value. */
export interface Place {
  readonly node: TSESTree.Node
  /** Empty where it is the value; `'*'` leads to the elements of a list, any other word to a property. */
  readonly path: readonly string[]
  readonly use: TSESTree.Node
  readonly within: TSESTree.CallExpression | undefined
}

/** What the code around a place does with it: uses that end the search, and places that the value goes on to. */
export interface Step {
  readonly uses: readonly Consumption[]
  readonly places: readonly Place[]
}

/** Reads that consume nothing: the length of a list of promises. */
export const NO_USE: Step = { uses: [], places: [] }

export function goesOn(place: Place, node: TSESTree.Node, path: readonly string[] = place.path): Step {
  return { uses: [], places: [moved(place, node, path)] }
}

/** A value that is whole in its new place is used under the name that it has there. */
export function moved(place: Place, node: TSESTree.Node, path: readonly string[]): Place {
  return { ...place, node, path, use: path.length === 0 ? node : place.use }
}

export function joined(steps: readonly Step[]): Step {
  return { uses: steps.flatMap(({ uses }) => uses), places: steps.flatMap(({ places }) => places) }
}

export function resolved({ use, within }: Place, by: TSESTree.Node): Step {
  return { uses: [{ kind: 'resolved', by, use, within }], places: [] }
}

export function iterated({ use, within }: Place, by: TSESTree.Node): Step {
  return { uses: [{ kind: 'iterated', by, use, within }], places: [] }
}

export function forwarded(
  { use, within }: Place,
  to: 'caller' | 'argument' | 'method' | 'store',
  by: TSESTree.Node,
): Step {
  return { uses: [{ kind: 'forwarded', to, by, use, within }], places: [] }
}

export function unresolved({ use, within }: Place, as: UnresolvedUse, by: TSESTree.Node): Step {
  return { uses: [{ kind: 'unresolved', as, by, use, within }], places: [] }
}

export function dropped({ use, within }: Place, because: DropReason, by: TSESTree.Node): Step {
  return { uses: [{ kind: 'dropped', because, by, use, within }], places: [] }
}
