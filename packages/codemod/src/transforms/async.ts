import {
  findAtomicity,
  propagateAsync,
  rewriteAsyncUnits,
  type AnalysisContext,
  type AsyncUnit,
  type AtomicityFact,
  type Rewrite,
  type Site,
} from 'orm-analysis'
import { TRANSFORMS } from '../transform-table.ts'
import { openedDrivers } from './opened-drivers.ts'
import type { MigrationUnit, Transform, Warning } from './transform.ts'

/** Blocking queries become their awaited twins, and all that calls them follows. */
export const asyncTransform: Transform = {
  ...TRANSFORMS.async,
  run: (context, { mayStartIn, mayHaveQueries, unread, options: { target } }) => {
    const { units, boundaries, sites } = propagateAsync(context, { mayStartIn, mayHaveQueries, unread })
    const [migratable, blocked] = [sites.migratable.length, sites.blocked.length]
    return {
      units: rewriteAsyncUnits(context.sources, units).map((rewrites, index) =>
        migrationUnit(context, units[index] ?? { sites: [], changes: [] }, rewrites),
      ),
      boundaries: boundaries.map((boundary) => ({ ...boundary, sites: boundary.sites.length })),
      stops: [],
      warnings: target === undefined || migratable === 0 ? [] : openedDrivers(context, target),
      sites: { found: migratable + blocked, migratable, blocked },
    }
  },
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
