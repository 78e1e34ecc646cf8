import {
  argumentNode,
  call,
  type Argument,
  type ArgumentOf,
  type ArgumentsOf,
  type FirstOf,
  type OneOf,
} from './argument.ts'
import type { WhenNode } from './expression-node.ts'
import { Expression, type Known } from './expression.ts'
import { conditionNode } from './q.ts'

/** One branch of `Case`. */
export class Branch<Then = unknown> {
  /** @internal */
  readonly node: WhenNode
  /** Exists in types only. */
  declare readonly '~then': Then

  constructor(node: WhenNode) {
    this.node = node
  }
}

/** What `Case` answers where the condition holds; a string is a path: `When({ price__lt: 5 }, Value('cheap'))`. */
export function When<const A extends Argument>(where: object, then: A): Branch<ArgumentOf<A>> {
  return new Branch({ when: conditionNode(where), then: argumentNode(then) })
}

/** The result of the first branch whose condition holds, else of `default`, else null. */
export function Case<const B extends readonly Branch[]>(
  ...branches: B
): Expression<OneOf<[...BranchesOf<B>, Known<null>]>>
export function Case<const B extends readonly Branch[], const D extends Argument>(
  ...branches: [...branches: B, options: { readonly default: D }]
): Expression<OneOf<[...BranchesOf<B>, ArgumentOf<D>]>>
export function Case(...branches: readonly (Branch | { readonly default: Argument })[]): Expression {
  // The last argument is a branch or the options; the signatures say which of the others are.
  const whens = branches.filter((one): one is Branch => one instanceof Branch).map(({ node }) => node)
  const last: unknown = branches.at(-1)
  const options = last instanceof Branch ? undefined : (last as { readonly default: Argument } | undefined)
  return new Expression({ kind: 'case', whens, ...(options && { otherwise: argumentNode(options.default) }) })
}

type BranchesOf<B extends readonly unknown[]> = {
  -readonly [I in keyof B]: B[I] extends Branch<infer Then> ? Then : Known<never>
}

/** The first that is not null. */
export function Coalesce<const A extends readonly [Argument, ...Argument[]]>(
  ...choices: A
): Expression<FirstOf<ArgumentsOf<A>>> {
  return call('coalesce', choices)
}

/** The first, but null where both are equal. */
export function NullIf<const A extends Argument>(
  value: A,
  other: Argument,
): Expression<OneOf<[ArgumentOf<A>, Known<null>]>> {
  return call('nullIf', [value, other])
}

/** The greatest; null where one is null, but not on PostgreSQL, which passes over nulls. */
export function Greatest<const A extends readonly [Argument, Argument, ...Argument[]]>(
  ...choices: A
): Expression<OneOf<ArgumentsOf<A>>> {
  return call('greatest', choices)
}

/** The least; null where one is null, but not on PostgreSQL, which passes over nulls. */
export function Least<const A extends readonly [Argument, Argument, ...Argument[]]>(
  ...choices: A
): Expression<OneOf<ArgumentsOf<A>>> {
  return call('least', choices)
}
