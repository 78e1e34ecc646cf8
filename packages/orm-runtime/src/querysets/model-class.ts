import { MultipleObjectsReturned, ObjectDoesNotExist } from '../errors/row-count-errors.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { FieldDefinition } from '../fields/field-definition.ts'
import { fillInstance } from '../models/fill-instance.ts'
import { modelDefinition, type RuntimeModel } from '../models/model-definition.ts'
import type { ModelOptions } from '../models/model-options.ts'
import { Instance } from './instance.generated.ts'
import { readRelation, writeRelation } from './relations.ts'

/** The run-time class behind `Model()`; `manager` makes what stands under `objects`. */
export function modelClass(
  table: string,
  fields: Readonly<Record<string, FieldDefinition>>,
  options: ModelOptions,
  manager: (model: RuntimeModel) => object,
): RuntimeModel {
  const reserved = ['then', 'constructor', ...Object.getOwnPropertyNames(Instance.prototype)]
  const taken = Object.keys(fields).find((name) => reserved.includes(name) || name.includes('__'))
  if (taken) {
    throw new UsageError(
      `A model may not have a field \`${taken}\` (table '${table}'). Names that instances need for themselves: ${reserved.join(', ')}; \`__\` separates lookups.`,
    )
  }
  class Row extends Instance<never> {
    static readonly table = table
    static readonly fields = fields
    static readonly options = options

    static get objects() {
      return once(this, 'objects', manager(this))
    }
    // A model's own manager, where class fields are compiled to assignments.
    static set objects(own: object) {
      once(this, 'objects', own)
    }
    static get DoesNotExist() {
      const { name } = this
      class DoesNotExist extends ObjectDoesNotExist {
        constructor() {
          super(name)
        }
      }
      return once(this, 'DoesNotExist', DoesNotExist)
    }
    static get MultipleObjectsReturned() {
      const { name } = this
      class Several extends MultipleObjectsReturned {
        constructor() {
          super(name)
        }
      }
      return once(this, 'MultipleObjectsReturned', Several)
    }

    constructor(values: object) {
      super()
      fillInstance(this, modelDefinition(new.target), values)
    }
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.target === undefined) continue
    Object.defineProperty(Row.prototype, name, {
      configurable: true,
      get(this: object) {
        return readRelation(this, name)
      },
      set(this: object, value: unknown) {
        writeRelation(this, name, value)
      },
    })
  }
  return Row
}

/** Keeps a value on the class that asked: each model inherits the getter and gets its own value. */
function once<T>(model: object, key: string, value: T): T {
  Object.defineProperty(model, key, { value, configurable: true })
  return value
}
