import { UsageError } from '../errors/usage-error.ts'
import type { ExpressionNode } from '../expressions/expression-node.ts'
import { Expression } from '../expressions/expression.ts'
import { hasAggregate } from '../expressions/has-aggregate.ts'
import { Condition } from '../expressions/q.ts'
import { liftExpression } from './lift.ts'
import { derived, refuseCombined, refuseSliced, type Query } from './query.ts'
import type { Annotation, RowForm } from './shape.ts'

/** What stands under an annotation's name: an expression, or a condition for true or false. */
export type Annotated = Expression | Condition

export function annotate<R>(query: Query, annotations: Readonly<Record<string, Annotated>>): Query<R> {
  return withAnnotations(query, 'annotate', annotations)
}

export function alias<R>(query: Query<R>, annotations: Readonly<Record<string, Annotated>>): Query<R> {
  return withAnnotations(query, 'alias', annotations)
}

function withAnnotations<R>(
  query: Query,
  operation: 'annotate' | 'alias',
  annotations: Readonly<Record<string, Annotated>>,
): Query<R> {
  refuseCombined(query, operation)
  refuseSliced(query, operation)
  let result = query as Query<R>
  for (const [name, expression] of Object.entries(annotations)) {
    refuseName(query, name)
    result = withAnnotation(result, operation, name, nodeOf(name, expression))
  }
  return result
}

function withAnnotation<R>(query: Query<R>, operation: 'annotate' | 'alias', name: string, node: ExpressionNode) {
  const { state } = query.shape
  const hidden = operation === 'alias'
  const groupBy =
    state.groupBy ?? (!hidden && state.rows.kind !== 'instances' && hasAggregate(node) ? groups(query) : undefined)
  const values: unknown[] = query.values.slice()
  const after = state.where.length
  const expression = liftExpression(node, values, groupBy ? { after } : { after, perRow: true })
  if (refersTo(expression, name)) {
    throw new UsageError(`The annotation '${name}' can't be computed from '${name}': give it another name.`)
  }
  const annotation: Annotation = { name, expression, ...(hidden && { hidden }) }
  const step = `${operation}\0${name}\0${JSON.stringify(expression)}`
  return derived<R>(query, step, values.slice(query.values.length), (before) => ({
    ...before,
    annotations: [...before.annotations.filter((one) => one.name !== name), annotation],
    rows: hidden ? before.rows : withName(before.rows, name),
    ...(groupBy && { groupBy }),
  }))
}

/** Whether a name stands in an expression, sub-queries aside. */
function refersTo(node: unknown, name: string): boolean {
  if (typeof node !== 'object' || node === null) return false
  return Object.entries(node).some(([key, part]: [string, unknown]) => {
    if (key === 'path' || key === 'lookup') return part === name || String(part).startsWith(`${name}__`)
    return key !== 'query' && refersTo(part, name)
  })
}

/** The rows that are one group: those with the same values. */
function groups({ definition, shape }: Query): readonly string[] {
  const { rows, annotations } = shape.state
  if (rows.kind !== 'instances' && rows.names) return rows.names
  return [
    ...definition.columns.map(({ name }) => name),
    ...annotations.filter(({ hidden }) => !hidden).map(({ name }) => name),
  ]
}

function withName(rows: RowForm, name: string): RowForm {
  if (rows.kind === 'instances' || !rows.names || rows.names.includes(name)) return rows
  return { ...rows, names: [...rows.names, name] }
}

function nodeOf(name: string, expression: unknown): ExpressionNode {
  if (expression instanceof Expression) return expression.node
  if (expression instanceof Condition) return { kind: 'condition', condition: expression.node }
  throw new UsageError(
    `The annotation '${name}' takes an expression, such as Count('orders') or F('price'); a constant is Value(…).`,
  )
}

function refuseName({ definition }: Query, name: string): void {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) || name.includes('__')) {
    throw new UsageError(`'${name}' can't name an annotation: it takes letters, digits and single underscores.`)
  }
  // A class has a prototype; the interface of models does not name it.
  const { prototype } = definition.model as unknown as { readonly prototype: object }
  if (!definition.columnByName.has(name) && !definition.relations.has(name) && !(name in prototype)) return
  throw new UsageError(`${definition.name} has a '${name}' itself: give the annotation another name.`)
}

/** Values under names of their own, as `values({ total: Sum('price') })` and `valuesList` take them. */
export function namedExpressions<R>(query: Query<R>, written: readonly (string | object)[]) {
  const names: string[] = []
  let result = query
  for (const one of written) {
    if (typeof one === 'string') {
      names.push(one)
      continue
    }
    for (const [name, expression] of Object.entries(one)) {
      refuseName(query, name)
      result = withAnnotation(result, 'annotate', name, nodeOf(name, expression))
      names.push(name)
    }
  }
  return { query: result, names }
}
