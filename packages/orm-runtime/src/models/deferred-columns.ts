import { FieldFetchBlocked } from '../errors/field-fetch-blocked.ts'
import { Row } from './row.ts'

/**
 * What leaves columns of instances to be loaded when they are read: accessors of the instance's own, so that others pay
 * nothing. Reading one does what the fetch mode says: it blocks, as `refreshFromDb` does, or throws. Assigning gives the
 * column its value.
 */
export function deferring(names: readonly string[]): (instance: object) => object {
  const accessors: PropertyDescriptorMap = Object.fromEntries(names.map((name) => [name, accessor(name)]))
  return (instance) => {
    Row.state(instance).deferred = new Set(names)
    return Object.defineProperties(instance, accessors)
  }
}

/** Not enumerable: printing and copying an instance sends no query. */
function accessor(name: string): PropertyDescriptor {
  return {
    configurable: true,
    enumerable: false,
    get(this: Refreshable) {
      if (Row.peek(this)?.fetchMode === 'raise') throw blocked(this, name)
      this.refreshFromDb([name])
      return Object.getOwnPropertyDescriptor(this, name)?.value as unknown
    },
    set(this: object, value: unknown) {
      Row.peek(this)?.deferred?.delete(name)
      Object.defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true })
    },
  }
}

/** All instances are; the root of their classes does not know it. */
interface Refreshable {
  refreshFromDb(names: readonly string[]): void
}

function blocked(instance: object, name: string): FieldFetchBlocked {
  const model = instance.constructor.name
  return new FieldFetchBlocked(
    `The column ${model}.${name} was left out by \`only\` or \`defer\`, and the fetch mode is 'raise'. Load it with the rows, or by itself, by \`await ….arefreshFromDb(['${name}'])\`.`,
  )
}
