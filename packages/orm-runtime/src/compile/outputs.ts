import { UsageError } from '../errors/usage-error.ts'
import type { ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import type { Query } from '../query/query.ts'
import { columnAt } from './column-at.ts'
import { columnReference, type Scope } from './scope.ts'
import type { Output } from './select-node.ts'

/** The columns of a query's rows under the names that the rows have for them: of instances, those of the table. */
export function rowOutputs(query: Query, scope: Scope): readonly Output[] {
  const { rows } = query.shape.state
  if (rows.kind === 'instances') return [...tableOutputs(query.definition, scope), ...annotationOutputs(query, scope)]
  return valueOutputs(query, scope)
}

/** What `values` and `valuesList` name; without names all columns and annotations. */
export function valueOutputs(query: Query, scope: Scope): readonly Output[] {
  const { rows } = query.shape.state
  const names = rows.kind === 'instances' ? undefined : rows.names
  if (names) return names.map((name) => ({ name, ...columnAt(scope, name) }))
  const own = query.definition.columns.map(({ name }) => ({ name, ...columnAt(scope, name) }))
  return [...own, ...annotationOutputs(query, scope)]
}

/** All that conditions and aggregates around a query may name. */
export function sourceOutputs(query: Query, scope: Scope): readonly Output[] {
  const { annotations, groupBy } = query.shape.state
  const all = annotations.map(({ name }) => ({ name, ...columnAt(scope, name) }))
  if (!groupBy) return [...tableOutputs(query.definition, scope), ...all]
  const others = groupBy.filter((name) => !annotations.some((one) => one.name === name))
  return [...others.map((name) => ({ name, ...columnAt(scope, name) })), ...all]
}

/** The annotations that rows have. */
export function annotationOutputs(query: Query, scope: Scope): readonly Output[] {
  const shown = query.shape.state.annotations.filter(({ hidden }) => !hidden)
  return shown.map(({ name }) => ({ name, ...columnAt(scope, name) }))
}

/** The columns of a model that instances are loaded with, and those that they are not. */
export function loadedColumns(query: Query, definition: ModelDefinition, relations: readonly RelationDefinition[]) {
  const { only, defer } = query.shape.state
  if (!only && !defer) return { columns: definition.columns, deferred: [] }
  const wanted = only && namesAt(query.definition, only, relations)
  const without = defer ? namesAt(query.definition, defer, relations) : new Set<string>()
  const isLoaded = (name: string) => (!wanted || wanted.size === 0 || wanted.has(name)) && !without.has(name)
  const columns = definition.columns.filter((one) => one === definition.key || isLoaded(one.name))
  return { columns, deferred: definition.columns.filter((one) => !columns.includes(one)) }
}

/** The names of columns of the model at the end of relations, out of paths. */
function namesAt(
  root: ModelDefinition,
  paths: readonly string[],
  relations: readonly RelationDefinition[],
): Set<string> {
  const names = new Set<string>()
  const before = relations.map(({ name }) => name).join('__')
  for (const path of paths) {
    const rest = before === '' ? path : path.startsWith(`${before}__`) ? path.slice(before.length + 2) : undefined
    if (rest === undefined || rest.includes('__')) continue
    const definition = relations.at(-1)?.target
    names.add(columnName(definition, root, rest))
  }
  return names
}

function columnName(target: string | undefined, root: ModelDefinition, name: string): string {
  const definition = target === undefined ? root : modelNamed(target)
  const column = definition.columnByName.get(name)
  if (column) return column.name
  const choices = definition.columns.map((one) => one.name).join(', ')
  throw new UsageError(`${definition.name} has no column '${name}' to load. Its columns: ${choices}.`)
}

function tableOutputs(definition: ModelDefinition, scope: Scope): Output[] {
  return definition.columns.map(({ column, type }) => ({
    name: column,
    node: columnReference(scope.root, column),
    type,
  }))
}
