import type { AnalysisContext } from './analysis-context.ts'

/** What is made once for each program and kept as long as it: the memory of a pass. */
export function oncePerContext<Value, Context extends AnalysisContext = AnalysisContext>(
  make: (context: Context) => Value,
): (context: Context) => Value {
  const made = new WeakMap<Context, { readonly value: Value }>()
  return (context) => {
    const known = made.get(context) ?? { value: make(context) }
    made.set(context, known)
    return known.value
  }
}
