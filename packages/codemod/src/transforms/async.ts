import { propagateAsync, rewriteAsyncUnits, type AnalysisContext, type Rewrite, type Site } from 'orm-analysis'
import type { MigrationUnit, Transform } from './transform.ts'

/** Blocking queries become their awaited twins, and all that calls them follows. */
export const asyncTransform: Transform = {
  name: 'async',
  describe: 'awaits the asynchronous twin of each blocking query, and makes its callers async, across files',
  run: (context, { mayStartIn }) => {
    const { units, boundaries, sites } = propagateAsync(context, mayStartIn)
    const [migratable, blocked] = [sites.migratable.length, sites.blocked.length]
    return {
      units: rewriteAsyncUnits(context.sources, units).map((rewrites, index) =>
        migrationUnit(context, units[index]?.sites ?? [], rewrites),
      ),
      boundaries: boundaries.map((boundary) => ({ ...boundary, sites: boundary.sites.length })),
      stops: [],
      sites: { found: migratable + blocked, migratable, blocked },
    }
  },
}

function migrationUnit(
  { sources }: AnalysisContext,
  sites: readonly Site[],
  rewrites: readonly Rewrite[],
): MigrationUnit {
  const places = sites.map(({ node }) => ({ fileName: sources.unitAt(node).fileName, at: node.range[0] }))
  const [first] = places
  return {
    id: `async ${first?.fileName}:${first?.at}`,
    sites: places,
    rewrites,
    warnings: [],
  }
}
