import { propagateAsync, rewriteAsyncUnit, type AnalysisContext, type AsyncUnit } from 'orm-analysis'
import type { MigrationUnit, Transform } from './transform.ts'

/** Blocking queries become their awaited twins, and all that calls them follows. */
export const asyncTransform: Transform = {
  name: 'async',
  describe: 'awaits the asynchronous twin of each blocking query, and makes its callers async, across files',
  run: (context, { mayStartIn }) => {
    const { units, boundaries, sites } = propagateAsync(context, mayStartIn)
    const [migratable, blocked] = [sites.migratable.length, sites.blocked.length]
    return {
      units: units.map((unit) => migrationUnit(context, unit)),
      boundaries: boundaries.map((boundary) => ({ ...boundary, sites: boundary.sites.length })),
      stops: [],
      sites: { found: migratable + blocked, migratable, blocked },
    }
  },
}

function migrationUnit({ sources }: AnalysisContext, unit: AsyncUnit): MigrationUnit {
  const places = unit.sites.map(({ node }) => ({ fileName: sources.unitAt(node).fileName, at: node.range[0] }))
  const [first] = places
  return {
    id: `async ${first?.fileName}:${first?.at}`,
    sites: places,
    rewrites: rewriteAsyncUnit(sources, unit),
    warnings: [],
  }
}
