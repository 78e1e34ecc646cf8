import type { AnalysisContext } from '../../types/analysis-context.ts'
import { oncePerContext } from '../../types/once-per-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'

/** A pass that several rules or transforms ask for: its facts about a file are found once for each program. */
export function oncePerUnit<Facts>(
  pass: (context: AnalysisContext, unit: SourceUnit) => Facts,
): (context: AnalysisContext, unit: SourceUnit) => Facts {
  const factsOf = oncePerContext(() => new WeakMap<SourceUnit, Facts>())
  return (context, unit) => {
    const known = factsOf(context)
    const facts = known.get(unit) ?? pass(context, unit)
    known.set(unit, facts)
    return facts
  }
}
