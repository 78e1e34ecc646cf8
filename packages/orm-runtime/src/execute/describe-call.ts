import { Queryable, describeQuery } from '../query/queryable.ts'
import type { Call } from './steps.ts'

/** A call as the program writes it: `User.objects.get()`, `order.save()`, `order.user`. */
export function describeCall({ subject, operation }: Pick<Call, 'subject' | 'operation'>): string {
  if (!(subject instanceof Queryable)) {
    const property =
      operation in subject && operation !== 'save' && operation !== 'delete' && !operation.startsWith('a')
    return `${instanceName(subject)}.${operation}${property ? '' : '()'}`
  }
  return operation === '[Symbol.iterator]'
    ? `for (… of ${describeQuery(subject)})`
    : `${describeQuery(subject)}.${operation}()`
}

/** The asynchronous form of a blocking call, with its `await`. */
export function describeTwin({ subject, operation, twin }: Call): string {
  if (!(subject instanceof Queryable)) return `await ${instanceName(subject)}.${twin}${twin.endsWith(')') ? '' : '()'}`
  if (operation === '[Symbol.iterator]') return `for await (… of ${describeQuery(subject)})`
  return `await ${describeQuery(subject)}.${twin}()`
}

function instanceName(instance: object): string {
  const { name } = instance.constructor
  return name.charAt(0).toLowerCase() + name.slice(1)
}
