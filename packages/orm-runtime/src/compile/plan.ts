import { createQueryId, type RootOperationNode } from 'kysely'
import type { Parameter, Statement } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Slot } from './slot.ts'

/** A compiled statement: all queries of one shape share it and differ in the values that its slots take. */
export interface Plan<Extra = unknown> {
  readonly sql: string
  readonly slots: readonly Slot[]
  /** What the compilation knows beside the SQL, for example what a row becomes. */
  readonly extra: Extra
}

export interface Compiled<Extra> {
  readonly node: RootOperationNode
  readonly extra: Extra
}

/** The plans of one database, by what they were compiled from (a shape, a model) and for which statement. */
export class PlanCache {
  readonly #dialect: Dialect
  readonly #plans = new WeakMap<object, Map<string, Plan>>()

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  /** The plan for `source` and `statement`; `compile` is called where there is none yet. */
  plan<Extra>(source: object, statement: string, compile: (dialect: Dialect) => Compiled<Extra>): Found<Extra> {
    let plans = this.#plans.get(source)
    // What is found under a statement's name was made by the same `compile`.
    const known = plans?.get(statement) as Plan<Extra> | undefined
    if (known) return { plan: known, compiled: false }
    const { node, extra } = compile(this.#dialect)
    const { sql, parameters } = this.#dialect.compiler().compileQuery(node, createQueryId())
    const plan = { sql, slots: parameters as readonly Slot[], extra }
    if (!plans || plans.size >= LIMIT) this.#plans.set(source, (plans = new Map<string, Plan>()))
    plans.set(statement, plan)
    return { plan, compiled: true }
  }
}

export interface Found<Extra> {
  readonly plan: Plan<Extra>
  /** True where the plan was compiled just now. */
  readonly compiled: boolean
}

/** Statements of one shape, for example updates of different columns. */
const LIMIT = 200

/** The statement of a plan for a query's values. */
export function statementOf(
  { plan, compiled }: Found<unknown>,
  values: readonly unknown[],
  effect: Statement['effect'],
): Statement {
  const parameters: Parameter[] = []
  for (const { bind, value } of plan.slots) parameters.push(bind(values[value]))
  return { sql: plan.sql, parameters, effect, prepare: true, compiled }
}

/** A statement that comes once: DDL, transaction control. */
export function plainStatement(sql: string, effect: Statement['effect'] = 'write'): Statement {
  return { sql, parameters: [], effect, prepare: false, compiled: false }
}
