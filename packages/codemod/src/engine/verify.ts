import { mayCallbackWait, OverlappingEdits, walk, type AnalysisContext } from 'orm-analysis'
import type { TSESTree } from '@typescript-eslint/types'
import { affectedFiles } from '../project/affected-files.ts'
import { analysisContextOf } from '../project/analysis-context-of.ts'
import { createProgram, type ProjectProgram } from '../project/create-program.ts'
import { findDiagnostics, findSyntaxErrors, type Diagnostic } from '../project/find-diagnostics.ts'
import { fatesAt, findLostPromises } from '../project/find-lost-promises.ts'
import { withTexts } from '../project/project.ts'
import type { MigrationUnit } from '../transforms/transform.ts'
import { applyUnits, type Output } from './output.ts'
import type { Problem } from './problem.ts'

/** The program before the migration: what it reports already is no reason to refuse anything. */
export interface Baseline {
  readonly before: ProjectProgram
  readonly context: AnalysisContext
}

export interface Verdict {
  readonly after: ProjectProgram
  readonly afterContext: AnalysisContext
  readonly output: Output
  readonly problems: readonly Problem[]
  /** Diagnostics in the files that the change can reach and that have any after it. */
  readonly diagnostics: { readonly before: number; readonly after: number }
}

/** Applies units to the original texts and takes the output through the gates. */
export function verify(baseline: Baseline, units: readonly MigrationUnit[]): Verdict {
  try {
    return verifyOutput(baseline, applyUnits(units, baseline.context.sources.textOf))
  } catch (error) {
    if (!(error instanceof OverlappingEdits)) throw error
    const { fileName, at, remove } = error.second
    const problem: Problem = { gate: 'parse', fileName, start: at, end: at + remove, message: error.message }
    const output = applyUnits([], baseline.context.sources.textOf)
    return {
      after: baseline.before,
      afterContext: baseline.context,
      output,
      problems: [problem],
      diagnostics: { before: 0, after: 0 },
    }
  }
}

/** The three gates: the output parses, no promise in it is newly lost, and nothing is newly wrong in it. */
function verifyOutput({ before, context }: Baseline, output: Output): Verdict {
  const after = createProgram(withTexts(before.project, output.texts), before)
  const afterContext = analysisContextOf(after, context.profiles.profiles)
  const unparsed = [...output.texts.keys()].flatMap((fileName) =>
    newDiagnostics(findSyntaxErrors(before.program, fileName), findSyntaxErrors(after.program, fileName), output),
  )
  if (unparsed.length > 0)
    return {
      after,
      afterContext,
      output,
      problems: unparsed.map(problemAt('parse')),
      diagnostics: { before: 0, after: unparsed.length },
    }

  const problems: Problem[] = []
  const diagnostics = { before: 0, after: 0 }
  const affected = affectedFiles(before.program, after.program, output.texts.keys())
  for (const fileName of context.sources.fileNames().filter((name) => affected.has(name))) {
    const found = findDiagnostics(after.program, fileName)
    // To check a file twice costs as much as the rest of the run: what it had before matters only if it has some now.
    const known = found.length > 0 ? findDiagnostics(before.program, fileName) : []
    diagnostics.before += known.length
    diagnostics.after += found.length
    problems.push(...newDiagnostics(known, found, output).map(problemAt('diagnostics')))
    problems.push(...newlyLostPromises(fileName, { before }, { after, afterContext, output }))
  }
  return { after, afterContext, output, problems, diagnostics }
}

function newDiagnostics(known: readonly Diagnostic[], found: readonly Diagnostic[], output: Output): Diagnostic[] {
  const unmatched = new Map<string, number>()
  for (const { code, start } of known) unmatched.set(`${code}@${start}`, (unmatched.get(`${code}@${start}`) ?? 0) + 1)
  return found.flatMap((diagnostic) => {
    const map = output.mapOf(diagnostic.fileName)
    const start = map.originalStart(diagnostic.start)
    const key = `${diagnostic.code}@${start}`
    const left = unmatched.get(key) ?? 0
    unmatched.set(key, left - 1)
    return left > 0 ? [] : [{ ...diagnostic, start, end: Math.max(start, map.originalEnd(diagnostic.end)) }]
  })
}

const problemAt =
  (gate: Problem['gate']) =>
  ({ fileName, start, end, code, message }: Diagnostic): Problem => ({
    gate,
    fileName,
    start,
    end,
    message: `TS${code}: ${message}`,
  })

/** What was lost in the same way before is no reason to refuse anything. */
function newlyLostPromises(
  fileName: string,
  { before }: Pick<Baseline, 'before'>,
  { after, afterContext, output }: Pick<Verdict, 'after' | 'afterContext' | 'output'>,
): Problem[] {
  const map = output.mapOf(fileName)
  return findLostPromises(after.program, fileName).flatMap(({ fate, ...range }) => {
    const [start, end] = [map.originalStart(range.start), map.originalEnd(range.end)]
    const isKnown = fatesAt(before.program, { fileName, start, end }).includes(fate)
    if (isKnown || (fate === 'given to a synchronous callback' && isKnownCallback(afterContext, fileName, range)))
      return []
    return [{ gate: 'promises', fileName, start, end, message: `What becomes a promise here would be ${fate}.` }]
  })
}

/** True for a callback of which a profile's row says that it may wait, though its declared type does not. */
function isKnownCallback(context: AnalysisContext, fileName: string, { start, end }: Pick<Problem, 'start' | 'end'>) {
  const unit = context.sources.unitOf(fileName)
  let callback: TSESTree.Node | undefined
  if (unit)
    walk(unit.ast, (node) => {
      if (node.range[0] === start && node.range[1] === end) callback = node
      return node.range[0] > start || node.range[1] < end ? 'skip' : undefined
    })
  const call = callback?.parent
  return callback && call?.type === 'CallExpression' ? mayCallbackWait(context, call, callback) : false
}
