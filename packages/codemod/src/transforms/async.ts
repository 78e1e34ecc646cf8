import {
  BOUNDARY_REASONS,
  findAtomicity,
  leaveMarkers,
  propagateAsync,
  rewriteAsyncUnits,
  type AnalysisContext,
  type AsyncBoundary,
  type AsyncPropagation,
  type AsyncRequest,
  type AsyncUnit,
  type AtomicityFact,
  type Rewrite,
  type Site,
  type WrittenUnits,
} from 'orm-analysis'
import { TRANSFORMS } from '../transform-table.ts'
import { exportsNamed } from './exports-named.ts'
import { openedDrivers } from './opened-drivers.ts'
import type { MigrationUnit, Transform, TransformOptions, Warning } from './transform.ts'
import { twinNaming } from './twin-naming.ts'

/** Blocking queries become their awaited twins, and all that calls them follows. */
export const asyncTransform: Transform = {
  ...TRANSFORMS.async,
  run: (context, request) => {
    const { target } = request.options
    const { units, rewrites, boundaries, sites } = withoutStrangers(context, requestOf(context, request))
    const [migratable, blocked] = [sites.migratable.length, sites.blocked.length]
    return {
      units: [
        ...rewrites.map((own, index) =>
          migrationUnit(context, units[index] ?? { sites: [], changes: [], twins: [] }, own),
        ),
        ...(request.options.markers ? markerUnits(context, request, boundaries, rewrites.flat()) : []),
      ],
      boundaries: boundaries.map((boundary) => ({ ...boundary, sites: boundary.sites.length })),
      stops: [],
      warnings: target === undefined || migratable === 0 ? [] : openedDrivers(context, target),
      sites: { found: migratable + blocked, migratable, blocked },
    }
  },
}

function requestOf(
  context: AnalysisContext,
  { mayStartIn, mayHaveQueries, unread, options, filesAt, kept = [] }: TransformOptions,
): AsyncRequest {
  return {
    mayStartIn,
    mayHaveQueries,
    unread,
    entries: options.entry.flatMap((named) => exportsNamed(context, filesAt, '--entry', named)),
    kept: [...kept, ...options.keep.flatMap((named) => exportsNamed(context, filesAt, '--keep', named))],
    twinName: twinNaming(options.twinName),
  }
}

/** What has the name of a twin is taken for one that an earlier run made, until it turns out to be none. */
function withoutStrangers(
  context: AnalysisContext,
  request: AsyncRequest,
): AsyncPropagation & Pick<WrittenUnits, 'rewrites'> {
  const found = propagateAsync(context, request)
  const { rewrites, strangers } = rewriteAsyncUnits(context.sources, found.units)
  if (strangers.length === 0) return { ...found, rewrites }
  return withoutStrangers(context, { ...request, strangers: new Set([...(request.strangers ?? []), ...strangers]) })
}

function migrationUnit(context: AnalysisContext, unit: AsyncUnit, rewrites: readonly Rewrite[]): MigrationUnit {
  const { sites } = unit
  const places = sites.map(({ node }) => ({ fileName: context.sources.unitAt(node).fileName, at: node.range[0] }))
  const [first] = places
  const atomicity = findAtomicity(context, unit).map((fact) => atomicityWarning(context, fact))
  return {
    id: `async ${first?.fileName}:${first?.at}`,
    sites: places,
    rewrites: atomicity.length > 0 ? rewrites.map((rewrite) => ({ ...rewrite, applicability: 'unsafe' })) : rewrites,
    warnings: [...atomicity, ...sites.flatMap((site) => caveatOf(context, site) ?? [])],
  }
}

/** Markers are units of their own: they hold whatever becomes of the others, and nothing is to blame on them. */
function markerUnits(
  { sources }: AnalysisContext,
  { mayStartIn, mayHaveQueries, options: { entry, from, profile } }: TransformOptions,
  boundaries: readonly AsyncBoundary[],
  rewrites: readonly Rewrite[],
): MigrationUnit[] {
  const isComplete =
    entry.length === 0 &&
    from === undefined &&
    profile.length === 0 &&
    sources.fileNames().every((fileName) => mayStartIn(fileName) || !mayHaveQueries(fileName))
  const stale = new Set(isComplete ? Object.keys(BOUNDARY_REASONS) : [])
  const edits = rewrites.flatMap((rewrite) => rewrite.edits)
  return sources.fileNames().flatMap((fileName) => {
    const own = boundaries.filter((boundary) => boundary.fileName === fileName)
    const mayBeStale = isComplete && sources.textOf(fileName).includes('orm-codemod:')
    const unit = own.length > 0 || mayBeStale ? sources.unitOf(fileName) : undefined
    const left = unit ? leaveMarkers(unit, { boundaries: own, edits, stale }) : []
    return left.map((rewrite) => {
      const id = `marker ${fileName}:${rewrite.edits[0]?.at}`
      return { id, sites: [], rewrites: [rewrite], warnings: [] }
    })
  })
}

/** What the twin does not do as the blocking call did, where it matters. */
function caveatOf({ sources }: AnalysisContext, { node, operation: { caveat } }: Site): Warning | undefined {
  if (!caveat || (caveat.of === 'result' && isUnused(node))) return undefined
  return { fileName: sources.unitAt(node).fileName, at: node.range[0], message: caveat.says }
}

function isUnused({ parent }: Site['node']): boolean {
  if (parent.type === 'ChainExpression' || parent.type === 'AwaitExpression') return isUnused(parent)
  return parent.type === 'ExpressionStatement'
}

/**
 * What is read, changed and written back is atomic only while the code blocks (semantics.md C1). What the code needs (a
 * transaction, an expression that the database evaluates, nothing) only its author knows.
 */
function atomicityWarning({ sources }: AnalysisContext, { of, read, write }: AtomicityFact): Warning {
  const [{ what, remedy }, line] = [ATOMICITY[of], read.loc.start.line]
  return {
    fileName: sources.unitAt(write).fileName,
    at: write.range[0],
    message:
      `This writes ${what} that was read on line ${line}. Nothing can come between while the code blocks; ` +
      `once it waits, another task may change it meanwhile. ${remedy}`,
  }
}

const IN_DATABASE = 'Do both in one transaction, or let the database compute the change.'

const ATOMICITY: Readonly<Record<AtomicityFact['of'], { readonly what: string; readonly remedy: string }>> = {
  row: { what: 'a row', remedy: IN_DATABASE },
  table: { what: 'a table', remedy: IN_DATABASE },
  memory: {
    what: 'a value',
    remedy: 'Read it again after the wait, keep the promise instead of its result, or run one task after the other.',
  },
}
