import type { RelatedRows } from '../operations/related-query.ts'
import { isQuerySource, queryOf, RELATED, type QuerySource } from '../expressions/query-source.ts'
import type { AsyncCall, Call } from './steps.ts'

/** A call as the program writes it: `User.objects.get()`, `order.save()`, `order.user`. */
export function describeCall({ subject, operation, property }: AsyncCall): string {
  if (operation === '[Symbol.iterator]') return `for (… of ${receiver(subject)})`
  if (operation === '[Symbol.asyncIterator]') return `for await (… of ${receiver(subject)})`
  // A function of its own, called with instances.
  if (Array.isArray(subject)) return `${operation}(…)`
  return `${receiver(subject)}.${operation}${property ? '' : '()'}`
}

/** The asynchronous form of a blocking call, with its `await`. */
export function describeTwin({ subject, operation, twin, property }: Call): string {
  if (twin === '[Symbol.asyncIterator]') return describeCall({ subject, operation: twin })
  if (Array.isArray(subject)) return `await ${twin}(…)`
  return `await ${receiver(subject)}.${twin}(${property ? `'${operation}'` : ''})`
}

/** How a program writes a query, in short. */
export function describeQuery(source: QuerySource): string {
  const { definition, shape } = queryOf(source)
  const objects = `${definition.name}.objects`
  if (source.constructor.name.endsWith('Manager')) return objects
  const clause = shape.state.where.at(-1)
  return `${objects}.${clause ? `${clause.kind === 'not' ? 'exclude' : 'filter'}(…)` : 'all()'}`
}

function receiver(subject: object): string {
  if (isRelated(subject)) return `${receiver(subject[RELATED].instance)}.${subject[RELATED].relation.name}`
  if (isQuerySource(subject)) return describeQuery(subject)
  const { name } = subject.constructor
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function isRelated(subject: object): subject is { readonly [RELATED]: RelatedRows } {
  return RELATED in subject
}
