import type { AnalysisContext } from '../types/analysis-context.ts'
import type { SourceUnit } from '../types/source-provider.ts'

/** A pass that several rules or transforms ask for: its facts about a file are found once for each program. */
export function oncePerUnit<Facts>(
  pass: (context: AnalysisContext, unit: SourceUnit) => Facts,
): (context: AnalysisContext, unit: SourceUnit) => Facts {
  const known = new WeakMap<AnalysisContext, WeakMap<SourceUnit, Facts>>()
  return (context, unit) => {
    const byUnit = known.get(context) ?? new WeakMap<SourceUnit, Facts>()
    known.set(context, byUnit)
    const facts = byUnit.get(unit) ?? pass(context, unit)
    byUnit.set(unit, facts)
    return facts
  }
}
