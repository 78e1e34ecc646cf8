import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { OUTSIDE } from '../flow/changed-by.ts'
import { isSameSummary, joinSummaries, NO_EFFECTS, type EffectSummary } from './effect-summary.ts'
import type { Client } from './trace-client.ts'

/** A function, or an expression that is evaluated with it. */
export type Body = TSESTree.Node

/** What one body does by itself, and the functions of the project that it calls. Depends on that body and on types alone. */
export interface BodyEffects {
  readonly own: EffectSummary
  readonly calls: readonly CallEdge[]
}

export interface CallEdge {
  readonly node: TSESTree.Node
  readonly targets: readonly Body[]
  /** True where an error of the callee is caught in the body. */
  readonly isCaught: boolean
  /** The client that the caller hands over in place of a parameter. */
  readonly clientAt: (parameter: number) => Client
  /** The functions that the caller hands over in place of a parameter, or a parameter of its own, or unknown ones. */
  readonly callbackAt: (parameter: number) => readonly Body[] | number | undefined
}

export interface FunctionSummaries {
  readonly summaryOf: (body: Body) => EffectSummary
  /** The summary of a piece of code: its own effects and those of all that it calls. */
  readonly summaryOfBody: (body: BodyEffects) => EffectSummary
  /** All functions that a body may run, directly or through others. */
  readonly reachedFrom: (body: BodyEffects) => ReadonlySet<Body>
}

/** Joins summaries over the call graph to a fixpoint, recursion included; each function is looked at when it is asked for. */
export function functionSummaries(effectsOf: (body: Body) => BodyEffects): FunctionSummaries {
  const bodies = new Map<Body, BodyEffects>()
  const settled = new Map<Body, EffectSummary>()
  const bodyOf = (fn: Body): BodyEffects => {
    const body = bodies.get(fn) ?? effectsOf(fn)
    bodies.set(fn, body)
    return body
  }

  const settle = (root: Body): void => {
    const current = new Map<Body, EffectSummary>([[root, NO_EFFECTS]])
    const callers = new Map<Body, Set<Body>>()
    const queue = new Set([root])
    for (const fn of queue) {
      queue.delete(fn)
      const lookUp = (callee: Body): EffectSummary => {
        const known = settled.get(callee)
        if (known) return known
        callers.set(callee, (callers.get(callee) ?? new Set()).add(fn))
        if (!current.has(callee)) queue.add(callee)
        const found = current.get(callee) ?? NO_EFFECTS
        current.set(callee, found)
        return found
      }
      const before = current.get(fn) ?? NO_EFFECTS
      const grown = joinSummaries(before, withoutLocals(fn, joinBody(bodyOf(fn), lookUp)))
      current.set(fn, grown)
      if (!isSameSummary(before, grown)) for (const caller of callers.get(fn) ?? []) queue.add(caller)
    }
    for (const [fn, summary] of current) settled.set(fn, summary)
  }

  const summaryOf = (fn: Body): EffectSummary => {
    if (!settled.has(fn)) settle(fn)
    return settled.get(fn) ?? NO_EFFECTS
  }

  return {
    summaryOf,
    summaryOfBody: (body) => joinBody(body, summaryOf),
    reachedFrom: (body) => {
      const reached = new Set(body.calls.flatMap(({ targets }) => targets))
      for (const fn of reached) for (const { targets } of bodyOf(fn).calls) for (const one of targets) reached.add(one)
      return reached
    },
  }
}

type LookUp = (body: Body) => EffectSummary

function joinBody({ own, calls }: BodyEffects, lookUp: LookUp): EffectSummary {
  return calls.reduce(
    (joined, edge) =>
      edge.targets.reduce((all, target) => joinSummaries(all, resolved(lookUp(target), edge, lookUp)), joined),
    own,
  )
}

/** A callee's summary as its call site sees it: parameters are replaced by what is handed over for them. */
function resolved(summary: EffectSummary, edge: CallEdge, lookUp: LookUp): EffectSummary {
  const clients = [...summary.clients].map((client) => (typeof client === 'number' ? edge.clientAt(client) : client))
  const atSite: EffectSummary = {
    ...summary,
    throws: edge.isCaught ? 'nothing' : summary.throws,
    clients: new Set(clients),
    callsParameters: new Set(),
  }
  return [...summary.callsParameters].reduce<EffectSummary>((joined, index) => {
    const callback = edge.callbackAt(index)
    if (typeof callback === 'number')
      return joinSummaries(joined, { ...NO_EFFECTS, callsParameters: new Set([callback]) })
    if (!callback) return joinSummaries(joined, unknownAt(edge.node))
    return callback.reduce((all, fn) => joinSummaries(all, asCallback(lookUp(fn), edge)), joined)
  }, atSite)
}

/** What a callback does is known but for what it takes from its own parameters. */
function asCallback(summary: EffectSummary, { node, isCaught }: CallEdge): EffectSummary {
  const clients = [...summary.clients].map((client) => (typeof client === 'number' ? 'unknown' : client))
  const known: EffectSummary = {
    ...summary,
    throws: isCaught ? 'nothing' : summary.throws,
    clients: new Set(clients),
    callsParameters: new Set(),
  }
  return summary.callsParameters.size > 0 ? joinSummaries(known, unknownAt(node)) : known
}

function unknownAt(node: TSESTree.Node): EffectSummary {
  return { ...NO_EFFECTS, effect: 'unknown', obstacle: { reason: 'unknown-effect', node }, throws: 'domain' }
}

function withoutLocals(fn: Body, summary: EffectSummary): EffectSummary {
  const writes = [...summary.writes].filter((written) => written === OUTSIDE || !isDeclaredInside(written, fn))
  return writes.length === summary.writes.size ? summary : { ...summary, writes: new Set(writes) }
}

function isDeclaredInside(variable: Variable, fn: Body): boolean {
  for (let at: TSESTree.Node | undefined = variable.scope.block; at; at = at.parent) if (at === fn) return true
  return false
}
