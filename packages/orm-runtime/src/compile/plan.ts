import { createQueryId, type RootOperationNode } from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import { bindSlot, type Slot } from './slot.ts'

/** A compiled statement: all queries of one shape share it and differ in the values that its slots take. */
export interface Plan<Extra = unknown> {
  readonly sql: string
  readonly slots: readonly Slot[]
  /** What the compilation knows beside the SQL, for example which columns a row has. */
  readonly extra: Extra
}

/** A statement ready to be executed. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly (string | number | null)[]
  readonly effect: 'read' | 'write'
  /** True for the first query of its shape, which compiled the plan. */
  readonly compiled: boolean
}

export interface Compiled<Extra> {
  readonly node: RootOperationNode
  readonly extra: Extra
}

/** Compiles each shape once and keeps the newest thousand plans. */
export class PlanCache {
  readonly #dialect: Dialect
  readonly #plans = new Map<string, Plan>()

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  /** The plan of a shape, by `key`; `compile` is called where there is none yet. */
  plan<Extra>(key: string, compile: (dialect: Dialect) => Compiled<Extra>): { plan: Plan<Extra>; compiled: boolean } {
    // A key begins with the name of its statement, so what is found was made by the same `compile`.
    const known = this.#plans.get(key) as Plan<Extra> | undefined
    if (known) return { plan: known, compiled: false }
    const { node, extra } = compile(this.#dialect)
    const { sql, parameters } = this.#dialect.compiler().compileQuery(node, createQueryId())
    const plan = { sql, slots: parameters as readonly Slot[], extra }
    this.#plans.set(key, plan)
    const [oldest] = this.#plans.keys()
    if (this.#plans.size > LIMIT && oldest !== undefined) this.#plans.delete(oldest)
    return { plan, compiled: true }
  }
}

/** A program's text has a bounded number of shapes; names made at run time have not. */
const LIMIT = 1000

/** The statement of a plan for a query's values. */
export function statementOf(
  { plan, compiled }: { plan: Plan; compiled: boolean },
  values: readonly unknown[],
  effect: Statement['effect'],
): Statement {
  return { sql: plan.sql, parameters: plan.slots.map((slot) => bindSlot(slot, values)), effect, compiled }
}
