import type { TSESTree } from '@typescript-eslint/types'
import type { Effect, ExportName } from '../profiles/profile.ts'
import type { Changed } from '../flow/changed-by.ts'
import type { Client } from './trace-client.ts'

/**
 * What running a piece of code does, calls included. See semantics.md B.
 *
 * Words. `effect` speaks of databases and services. An *obstacle* is the place that makes it unknown. `writes` are the
 * variables and objects in memory that it changes and that code outside of it can see. A *symbolic* client or callback is a parameter, by index, which each call
 * site resolves.
 */
export interface EffectSummary {
  readonly effect: Effect
  readonly obstacle: Obstacle | undefined
  readonly throws: Throws
  /** True where it asks a database or service for something. */
  readonly queries: boolean
  /** True where the result of a query says how far a later one may read. */
  readonly watermark: boolean
  /** True where it reads the clock. */
  readonly clock: boolean
  /** The connections that its queries run on; services have none. */
  readonly clients: ReadonlySet<Client>
  /** The origins of literal URLs that it fetches. */
  readonly origins: ReadonlySet<string>
  readonly writes: Changed
  /** The parameters that it calls, by index. */
  readonly callsParameters: ReadonlySet<number>
  /** What the libraries used offer to run thunks together in order. */
  readonly gather: ExportName | undefined
}

export interface Obstacle {
  readonly reason: 'unknown-effect' | 'waiting'
  readonly node: TSESTree.Node
}

export type Throws = 'nothing' | 'infrastructure' | 'domain'

const NONE: ReadonlySet<never> = new Set<never>()

export const NO_EFFECTS: EffectSummary = {
  effect: 'none',
  obstacle: undefined,
  throws: 'nothing',
  queries: false,
  watermark: false,
  clock: false,
  clients: NONE,
  origins: NONE,
  writes: NONE,
  callsParameters: NONE,
  gather: undefined,
}

const EFFECTS: readonly Effect[] = ['none', 'observe', 'read', 'write', 'unknown']
const THROWS: readonly Throws[] = ['nothing', 'infrastructure', 'domain']

/** The summary of code that does both, in any order. */
export function joinSummaries(left: EffectSummary, right: EffectSummary): EffectSummary {
  if (right === NO_EFFECTS) return left
  if (left === NO_EFFECTS) return right
  return {
    effect: later(EFFECTS, left.effect, right.effect),
    obstacle: left.obstacle ?? right.obstacle,
    throws: later(THROWS, left.throws, right.throws),
    queries: left.queries || right.queries,
    watermark: left.watermark || right.watermark,
    clock: left.clock || right.clock,
    clients: union(left.clients, right.clients),
    origins: union(left.origins, right.origins),
    writes: union(left.writes, right.writes),
    callsParameters: union(left.callsParameters, right.callsParameters),
    gather: left.gather ?? right.gather,
  }
}

/** True where a summary that grew from another has reached it again. */
export function isSameSummary(left: EffectSummary, right: EffectSummary): boolean {
  return (
    left.effect === right.effect &&
    left.obstacle === right.obstacle &&
    left.throws === right.throws &&
    left.queries === right.queries &&
    left.watermark === right.watermark &&
    left.clock === right.clock &&
    left.gather === right.gather &&
    left.clients.size === right.clients.size &&
    left.origins.size === right.origins.size &&
    left.writes.size === right.writes.size &&
    left.callsParameters.size === right.callsParameters.size
  )
}

function later<Level>(order: readonly Level[], left: Level, right: Level): Level {
  return order.indexOf(left) < order.indexOf(right) ? right : left
}

function union<Item>(left: ReadonlySet<Item>, right: ReadonlySet<Item>): ReadonlySet<Item> {
  if (right.size === 0) return left
  return left.size === 0 ? right : new Set([...left, ...right])
}
