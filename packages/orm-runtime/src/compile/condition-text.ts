import { createQueryId, OperationNodeTransformer, RawNode, ValueNode } from 'kysely'
import type { Dialect, Parameter } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ConditionNode } from '../expressions/expression-node.ts'
import type { ModelDefinition } from '../models/model-definition.ts'
import { liftCondition } from '../query/lift.ts'
import { compileCondition } from './condition.ts'
import { Scope } from './scope.ts'
import type { Slot } from './slot.ts'

/**
 * A condition on a model's own columns as SQL with its values written out, for DDL: CHECK constraints, partial indexes.
 * @throws UsageError where it asks for more than the row itself has, or for a value that can't be written out.
 */
export function conditionText(condition: ConditionNode, definition: ModelDefinition, dialect: Dialect): string {
  const values: unknown[] = []
  const lifted = liftCondition(withoutLists(condition), values)
  const scope = new Scope(dialect, definition, { root: '' })
  const node = compileCondition(lifted, scope)
  if (!scope.isAlone) {
    throw new UsageError(
      `A condition in the table of ${definition.name} speaks of the row itself, not of related rows.`,
    )
  }
  const literal = new Literals(values, definition).transformNode(node)
  return dialect.compiler().compileQuery(RawNode.create(['', ''], [literal]), createQueryId()).sql
}

/** Each list as its values, one by one: databases read a list that is one parameter through a query, which DDL forbids. */
function withoutLists(condition: ConditionNode): ConditionNode {
  if (condition.kind === 'and' || condition.kind === 'or') {
    return { kind: condition.kind, parts: condition.parts.map(withoutLists) }
  }
  if (condition.kind === 'not') return { kind: 'not', part: withoutLists(condition.part) }
  if (condition.kind !== 'lookup' || condition.argument.kind !== 'value') return condition
  const { value } = condition.argument
  if (!condition.lookup.endsWith('__in') || !Array.isArray(value)) return condition
  if (value.length === 0) return { kind: 'not', part: { kind: 'or', parts: [] } }
  const lookup = `${condition.lookup.slice(0, -'__in'.length)}__exact`
  return {
    kind: 'or',
    parts: value.map((one: unknown) => ({ kind: 'lookup', lookup, argument: { kind: 'value', value: one } })),
  }
}

/** Writes each value in its slot's place, in the form that the database stores. */
class Literals extends OperationNodeTransformer {
  readonly #values: readonly unknown[]
  readonly #definition: ModelDefinition

  constructor(values: readonly unknown[], definition: ModelDefinition) {
    super()
    this.#values = values
    this.#definition = definition
  }

  protected override transformValue(node: ValueNode): ValueNode {
    if (node.immediate) return node
    // What is no immediate value is a slot.
    const { value, bind } = node.value as Slot
    return ValueNode.createImmediate(this.#written(bind(this.#values[value])))
  }

  #written(parameter: Parameter): string | number | bigint | boolean | Date | null {
    const isPlain = typeof parameter !== 'object' || parameter === null || parameter instanceof Date
    if (isPlain) return parameter
    throw new UsageError(`A condition in the table of ${this.#definition.name} can't hold bytes or lists.`)
  }
}
