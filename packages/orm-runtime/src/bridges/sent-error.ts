import * as errorClasses from '../errors/errors.ts'
import { modelNamed } from '../models/schema.ts'

/** Something thrown, on its way between threads: structured clone alone loses an error's class and fields. */
export type SentError = { readonly value: unknown } | SentException

interface SentException {
  /** From the error's own class to `Error`. */
  readonly classes: readonly string[]
  readonly message: string
  readonly stack: string
  /** Its own properties that can be cloned, `name` among them. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly cause?: SentError
  /** Those of an `AggregateError`. */
  readonly errors?: readonly SentError[]
}

/** Packs what was thrown; causes to a depth at which nobody reads on, because they may form a ring. */
export function packError(error: unknown, depth = 8): SentError {
  if (!(error instanceof Error)) return { value: isCloneable(error) ? error : String(error) }
  const kept = Object.entries(error).filter(([key, value]) => !SEPARATE.has(key) && isCloneable(value))
  return {
    classes: classNames(error),
    message: error.message,
    stack: error.stack ?? '',
    fields: { ...Object.fromEntries(kept), name: error.name },
    ...(error.cause !== undefined && depth > 0 && { cause: packError(error.cause, depth - 1) }),
    ...(error instanceof AggregateError && {
      errors: depth > 0 ? error.errors.map((each) => packError(each, depth - 1)) : [],
    }),
  }
}

/**
 * What was thrown, with the stack of the other thread above that of the caller. An error of the runtime or of JavaScript
 * is of its class again; one of the program is of the nearest such class, with its own name and fields.
 */
export function unpackError(sent: SentError, callerStack: string): unknown {
  if ('value' in sent) return sent.value
  const { classes, message, fields, cause, errors } = sent
  const error = new Error(message, cause && { cause: unpackError(cause, '') })
  const prototype = prototypeOf(classes, fields)
  Object.setPrototypeOf(error, prototype)
  const { name, ...others } = fields
  Object.assign(error, others)
  if (errors)
    define(
      error,
      'errors',
      errors.map((each) => unpackError(each, '')),
    )
  if (error.name !== name) define(error, 'name', name)
  const [, ...callers] = callerStack.split('\n')
  define(error, 'stack', [sent.stack, ...(callers.length > 0 ? [BETWEEN, ...callers] : [])].join('\n'))
  return error
}

const BETWEEN = '    --- the thread that called ---'

/** Properties that cross by other ways. */
const SEPARATE = new Set(['cause', 'errors', 'message', 'stack'])

const CLASSES: ReadonlyMap<string, ErrorClass> = new Map(
  [
    ...Object.values<unknown>(errorClasses),
    ...[AggregateError, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError],
  ]
    .filter(isErrorClass)
    .map((known) => [known.name, known]),
)

interface ErrorClass {
  readonly name: string
  readonly prototype: object
}

function isErrorClass(value: unknown): value is ErrorClass {
  if (typeof value !== 'function') return false
  const prototype: unknown = value.prototype
  return value === Error || prototype instanceof Error
}

function prototypeOf(classes: readonly string[], fields: Readonly<Record<string, unknown>>): object {
  const known = classes.find((name) => CLASSES.has(name)) ?? 'Error'
  return ofModel(known, fields['model']) ?? CLASSES.get(known)?.prototype ?? Error.prototype
}

/** `User.DoesNotExist` of the model that this thread has connected, so that `instanceof` holds. */
function ofModel(name: string, model: unknown): object | undefined {
  if (typeof model !== 'string') return undefined
  try {
    const { DoesNotExist, MultipleObjectsReturned }: ErrorClasses = modelNamed(model).model
    if (name === 'ObjectDoesNotExist') return DoesNotExist.prototype
    return name === 'MultipleObjectsReturned' ? MultipleObjectsReturned.prototype : undefined
  } catch {
    return undefined
  }
}

interface ErrorClasses {
  readonly DoesNotExist: ErrorClass
  readonly MultipleObjectsReturned: ErrorClass
}

function classNames(error: Error): readonly string[] {
  const names: string[] = []
  let at: unknown = error
  while (at instanceof Error) {
    at = Object.getPrototypeOf(at)
    // The prototype of an error's class names that class, and `Error.prototype` itself is no error.
    names.push((at as Error).constructor.name)
  }
  return names
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value)
    return true
  } catch {
    return false
  }
}

function define(error: Error, name: string, value: unknown): void {
  Object.defineProperty(error, name, { value, configurable: true, writable: true, enumerable: false })
}
