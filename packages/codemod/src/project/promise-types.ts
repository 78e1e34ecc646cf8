import ts from 'typescript'

/** Questions to a checker about promises in types; answers are kept, as the same few types come again and again. */
export interface PromiseTypes {
  /** A promise, or a query that is awaited like one. */
  readonly isThenable: (type: ts.Type) => boolean
  readonly isAsyncIterable: (type: ts.Type) => boolean
  /** A promise, or a list, map or plain object with promises in it. */
  readonly carriesPromise: (type: ts.Type) => boolean
  /** A function whose call may give a promise. */
  readonly givesPromise: (type: ts.Type) => boolean
}

export function promiseTypes(checker: ts.TypeChecker): PromiseTypes {
  const isThenable = remembered((type) =>
    partsOf(type).some((part) => {
      const object = part.flags & ts.TypeFlags.Object ? part : mayBeObject(part) && checker.getApparentType(part)
      return object && checker.getPropertyOfType(object, 'then') !== undefined
    }),
  )
  const isAsyncIterable = remembered((type) => partsOf(type).some(isDeclaredAsyncIterable))
  const carriesPromise = remembered((type) => carries(type, DEPTH))
  const carries = (type: ts.Type, depth: number): boolean => {
    if (isThenable(type) || isAsyncIterable(type)) return true
    return depth > 0 && partsOf(type).some((part) => contents(part).some((inner) => carries(inner, depth - 1)))
  }
  /** What lies in a value of the type: in a list its elements, in a plain object its properties. */
  const contents = (type: ts.Type): readonly ts.Type[] => {
    if (!(type.flags & ts.TypeFlags.Object)) return []
    const { objectFlags } = type as ts.ObjectType
    if (objectFlags & ts.ObjectFlags.Reference) return checker.getTypeArguments(type as ts.TypeReference)
    const isPlain = objectFlags & ts.ObjectFlags.Anonymous && (type.symbol as ts.Symbol | undefined)?.flags
    if (!isPlain || !(isPlain & (ts.SymbolFlags.ObjectLiteral | ts.SymbolFlags.TypeLiteral))) return []
    return checker.getPropertiesOfType(type).map((property) => checker.getTypeOfSymbol(property))
  }
  return {
    isThenable,
    isAsyncIterable,
    carriesPromise,
    givesPromise: remembered((type) =>
      partsOf(type).some((part) => part.getCallSignatures().some((one) => isAwaited(one.getReturnType()))),
    ),
  }

  function isAwaited(type: ts.Type): boolean {
    return isThenable(type) || isAsyncIterable(type)
  }
}

/** How deep promises are looked for in containers: `{ user: Promise }[]`. */
const DEPTH = 2

/** The members of a union. */
export function partsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type]
}

export function isAnyOrUnknown({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0
}

function mayBeObject({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Intersection | ts.TypeFlags.Instantiable)) !== 0
}

function isDeclaredAsyncIterable({ symbol }: { readonly symbol?: ts.Symbol }): boolean {
  return symbol !== undefined && ASYNC_ITERABLES.has(symbol.name)
}

const ASYNC_ITERABLES = new Set([
  ...['AsyncGenerator', 'AsyncIterable', 'AsyncIterableIterator', 'AsyncIterator', 'AsyncIteratorObject'],
])

function remembered(answer: (type: ts.Type) => boolean): (type: ts.Type) => boolean {
  const known = new Map<ts.Type, boolean>()
  return (type) => {
    const before = known.get(type)
    if (before !== undefined) return before
    // A type that contains itself is asked for while the answer is on its way.
    known.set(type, false)
    const found = answer(type)
    known.set(type, found)
    return found
  }
}
