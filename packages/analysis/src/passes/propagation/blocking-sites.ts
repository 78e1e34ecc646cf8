import type { AnalysisContext } from '../../types/analysis-context.ts'
import { findSites, type Site } from '../queries/find-queries.ts'
import { isRelationLoaded } from '../queries/is-relation-loaded.ts'
import { callsToAwait } from './calls-to-await.ts'

/** Every place of files that blocks, and every call of what became asynchronous whose promise is taken for its value. */
export function blockingSites(context: AnalysisContext, files: readonly string[]): Site[] {
  return files.flatMap((fileName) => {
    const unit = context.sources.unitOf(fileName)
    return unit ? findSites(context, unit).filter((site) => isBlocking(context, site)) : []
  })
}

function isBlocking(context: AnalysisContext, { kind, mode, node, operation }: Site): boolean {
  if (mode === 'blocking') return !(kind === 'property' && isRelationLoaded(context, node))
  return operation.became === 'async' && node.type === 'CallExpression' && callsToAwait(context, node).length > 0
}
