import type { Profile, UnreadFile } from 'orm-analysis'
import { filesReaching } from '../project/affected-files.ts'
import { createProgram, type ProjectProgram } from '../project/create-program.ts'
import type { Project } from '../project/project.ts'
import type { Options } from '../options.ts'
import type { MigrationUnit, Place, Transform, TransformResult } from '../transforms/transform.ts'
import { blame } from './blame.ts'
import type { Migration, UnitReport } from './migration.ts'
import { editsOf } from './output.ts'
import type { Problem } from './problem.ts'
import { requestedContext } from './requested-context.ts'
import { settle } from './settle.ts'
import { verify, type Baseline, type Verdict } from './verify.ts'

export interface MigrationRequest {
  /** A project, or a program of it that the caller has made already. */
  readonly project: Project | ProjectProgram
  /** Run in this order, each on the output of the one before. */
  readonly transforms: readonly Transform[]
  readonly profiles: readonly Profile[]
  readonly options: Options
  /** The program's files that a path among the options means, by absolute name. */
  readonly filesAt: (path: string) => readonly string[]
  /** False for files where no migration may begin; by default it may begin in all. */
  readonly mayStartIn?: (fileName: string) => boolean
  /** Why a file must not be edited, in words, or undefined if it may; by default all of the project's files may. */
  readonly whyFrozen?: (fileName: string) => string | undefined
  /** Files that use the program's and can't be read as code; none by default. */
  readonly unread?: readonly UnreadFile[]
  /** Is told what is going on. */
  readonly onStep?: (step: string) => void
}

/** Migrates a program in memory: transforms it, proves the output, and drops what can't be proved. */
export function migrate(request: MigrationRequest): Migration {
  const steps = migrationSteps(request)
  let step = steps.next()
  while (!step.done) step = steps.next(step.value.units)
  return step.value
}

/** Units of one transform that are proved together, offered to somebody who may want only some of them. */
export interface Offer {
  readonly units: readonly MigrationUnit[]
  /** The text that the units change. */
  readonly textOf: (fileName: string) => string
}

/** The same, but after each transform somebody chooses among its units; what is chosen is proved once more. */
export async function migrateChosen(
  request: MigrationRequest,
  choose: (offer: Offer) => Promise<readonly MigrationUnit[]>,
): Promise<Migration> {
  const steps = migrationSteps(request)
  let step = steps.next()
  while (!step.done) step = steps.next(await choose(step.value))
  return step.value
}

type Steps<Result> = Generator<Offer, Result, readonly MigrationUnit[]>

function* migrationSteps(request: MigrationRequest): Steps<Migration> {
  const { project } = request
  const original = 'program' in project ? project : createProgram(project)
  const baseline = { before: original, context: requestedContext(original, request) }
  const stages: Stage[] = []
  for (const transform of request.transforms)
    stages.push(yield* runTransform(transform, stages.at(-1)?.next ?? baseline, request))

  const files = new Map(stages.flatMap(({ files }) => [...files]))
  for (const [fileName, text] of files)
    if (original.program.getSourceFile(fileName)?.text === text) files.delete(fileName)
  const places = stages.map((stage, index) => inOriginal(stage, stages.slice(0, index)))
  return {
    files,
    units: places.flatMap(({ units }) => units),
    boundaries: places.flatMap(({ boundaries }) => boundaries),
    stops: places.flatMap(({ stops }) => stops),
    warnings: places.flatMap(({ warnings }) => warnings),
    sites: stages[0]?.sites ?? { found: 0, migrated: 0, blocked: 0 },
    diagnostics: {
      before: Math.max(0, ...stages.map(({ diagnostics }) => diagnostics.before)),
      after: Math.max(0, ...stages.map(({ diagnostics }) => diagnostics.after)),
    },
  }
}

/** What one transform did; its places are offsets in the texts that it read. */
interface Stage extends Migration {
  /** What the stage after it starts from. */
  readonly next: Baseline
  /** An offset of its output in the text that it read. */
  readonly toInput: (place: Place) => number
}

/** A stage's reports with their places led back through the stages before it. */
function inOriginal({ units, boundaries, stops, warnings }: Stage, earlier: readonly Stage[]) {
  const located = <Located extends Place>(place: Located): Located =>
    earlier.reduceRight((at, stage) => ({ ...at, at: stage.toInput(at) }), place)
  return {
    units: units.map((unit) => ({
      ...unit,
      sites: unit.sites.map(located),
      problems: unit.problems.map((problem) => {
        const { at } = located({ fileName: problem.fileName, at: problem.start })
        return { ...problem, start: at, end: at + problem.end - problem.start }
      }),
    })),
    boundaries: boundaries.map((boundary) => ({ ...located(boundary), chain: boundary.chain.map(located) })),
    stops: stops.map((stop) => ({ ...located(stop), first: located(stop.first) })),
    warnings: warnings.map(located),
  }
}

function* runTransform(transform: Transform, baseline: Baseline, request: MigrationRequest): Steps<Stage> {
  const { context } = baseline
  const { onStep = () => undefined, mayStartIn = () => true, options, filesAt, unread = [] } = request
  onStep(`${transform.name}: looking for call sites`)
  const mayHaveQueries = queryReach(baseline)
  const result = transform.run(context, {
    mayStartIn: (fileName) => mayHaveQueries(fileName) && mayStartIn(fileName),
    mayHaveQueries,
    options,
    filesAt,
    unread,
  })
  const blocked = new Map(
    result.units.flatMap((unit) => {
      const because = whyBlocked(unit, request)
      return because === undefined ? [] : [[unit, because] as const]
    }),
  )
  const checks = {
    verify: (units: readonly MigrationUnit[]) => {
      onStep(`${transform.name}: proving ${units.length} units of change`)
      return verify(baseline, units)
    },
    blame: (problem: Problem, units: readonly MigrationUnit[]) => blame(problem, units, context),
  }
  const candidates = result.units.filter((unit) => !blocked.has(unit))
  let { kept, dropped, verdict } = settle<Verdict>(candidates, checks)
  const chosen = new Set(kept.length === 0 ? kept : yield { units: kept, textOf: context.sources.textOf })
  if (chosen.size < kept.length) {
    for (const unit of kept) if (!chosen.has(unit)) blocked.set(unit, 'It was not chosen.')
    const again = settle<Verdict>([...chosen], checks)
    ;({ kept, verdict } = again)
    dropped = new Map([...dropped, ...again.dropped])
  }
  const { output } = verdict
  return {
    files: output.texts,
    units: result.units.map((unit) => reportOf(unit, transform, blocked.get(unit), dropped.get(unit))),
    boundaries: result.boundaries,
    stops: result.stops,
    warnings: [
      ...(result.warnings ?? []),
      ...result.units.filter((unit) => !dropped.has(unit)).flatMap((unit) => unit.warnings),
    ],
    sites: countSites(result, kept),
    diagnostics: verdict.diagnostics,
    next: { before: verdict.after, context: verdict.afterContext },
    toInput: ({ fileName, at }) => output.mapOf(fileName).originalStart(at),
  }
}

/**
 * A file that can't reach a profile's module has no queries: it is not searched for them. Without types, what is global may
 * come from anywhere.
 */
function queryReach({ before, context }: Baseline): (fileName: string) => boolean {
  if (before.project.isUntyped) return () => true
  const reaching = filesReaching(
    before.program,
    context.profiles.profiles.flatMap(({ modules }) => modules),
  )
  return (fileName) => reaching.has(fileName)
}

function whyBlocked(unit: MigrationUnit, { options, whyFrozen }: MigrationRequest): string | undefined {
  const applicability = unit.rewrites.map((rewrite) => rewrite.applicability)
  if (applicability.includes('display-only')) return 'It is shown, and never applied.'
  if (!options.unsafe && applicability.includes('unsafe'))
    return 'It may change results, see the warnings; `--unsafe` applies it.'
  for (const fileName of new Set(editsOf(unit).map((edit) => edit.fileName))) {
    const because = whyFrozen?.(fileName)
    if (because !== undefined) return because
  }
  return undefined
}

function reportOf(
  { id, sites, rewrites }: MigrationUnit,
  transform: Transform,
  because: string | undefined,
  problems: readonly Problem[] | undefined,
): UnitReport {
  return {
    id,
    transform: transform.name,
    status: because !== undefined ? 'blocked' : problems ? 'rolled-back' : 'applied',
    sites,
    titles: rewrites.map(({ title }) => title),
    assumptions: [...new Set(rewrites.flatMap(({ assumptions }) => assumptions))],
    because: because ?? '',
    problems: problems ?? [],
  }
}

function countSites({ sites: { found } }: TransformResult, kept: readonly MigrationUnit[]): Migration['sites'] {
  const migrated = kept.reduce((sum, { sites }) => sum + sites.length, 0)
  return { found, migrated, blocked: found - migrated }
}
