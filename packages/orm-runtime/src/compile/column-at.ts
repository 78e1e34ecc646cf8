import type { Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Annotation } from '../query/shape.ts'
import { compileExpression } from './compile-expression.ts'
import { lookupPath, type Annotations, type LookupPath } from './lookup-path.ts'
import { columnReference, type Scope } from './scope.ts'
import { transformed } from './transformed.ts'

/**
 * A column or annotation at the end of relations, with the parts that its path asks for: `user__createdAt__year`.
 * @throws UsageError for a name that does not exist.
 */
export function columnAt(scope: Scope, written: string): Typed {
  const path = lookupPath(scope.definition, written, annotationsOf(scope))
  if (path.lookup !== 'exact' || written.endsWith('__exact')) {
    throw new UsageError(`'${written}' is a lookup. A value stands at '${written.replace(/__[^_]+$/, '')}'.`)
  }
  return transformed(endOf(scope, path), path.transforms, scope)
}

/** What a path leads to, without its transforms. */
export function endOf(scope: Scope, path: LookupPath): Typed {
  if ('annotation' in path.end) return annotated(scope, path.end.annotation)
  const { column } = path.end
  if (scope.source?.columns === 'none') throw notSelected(scope, column.name)
  return { node: columnReference(scope.aliasOf(path.relations), column.column), type: column.type }
}

/** The annotations of a scope's query, as lookups see them. */
export function annotationsOf(scope: Scope): Annotations {
  const { source, annotations } = scope
  return {
    all: source ? [...source.outputs.keys()].map((name) => ({ name, expression: column(name) })) : annotations,
    typeOf: (annotation) => annotated(scope, annotation).type,
  }
}

function annotated(scope: Scope, { name, expression }: Annotation): Typed {
  const type = scope.source?.outputs.get(name)
  return type ? { node: columnReference(scope.root, name), type } : compileExpression(expression, scope)
}

function column(path: string) {
  return { kind: 'column', path } as const
}

function notSelected({ source }: Scope, name: string): UsageError {
  const choices = [...(source?.outputs.keys() ?? [])].join(', ')
  return new UsageError(`'${name}' is not among the values of this query: ${choices}. Name it in \`values\` as well.`)
}
