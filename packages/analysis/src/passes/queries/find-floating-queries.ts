import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { settlesItself } from '../../flow/settles-itself.ts'
import { awaitPlace } from '../../syntax/await-place.ts'
import { chainCalls } from '../../syntax/chain.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { findDroppingPath } from './find-dropping-path.ts'
import { findQueries, isLazy, operationAt, type QueryCall, type Site } from './find-queries.ts'
import { inferConsumption, type DropReason } from './infer-consumption.ts'
import { mayRunQuery } from './may-run-query.ts'
import { oncePerUnit } from './once-per-unit.ts'

/**
 * A query that nothing waits for. An eager one floats if some path drops it: it is on its way, and its rejection ends
 * the process. A function of the project that catches what goes wrong may be left to itself. A lazy one floats if no path consumes it: a builder that some paths leave unused is legal and free.
 */
export interface FloatingQuery {
  readonly node: QueryCall
  readonly mode: 'eager' | 'lazy'
  readonly because: DropReason | 'path'
  /** Where it is dropped. */
  readonly by: TSESTree.Node
  /** True where an `await` may stand in its place without making a function async. */
  readonly isAwaitable: boolean
}

export const findFloatingQueries = oncePerUnit((context, unit): FloatingQuery[] => {
  const sites = new Map(findQueries(context, unit).map((site) => [site.node, site]))
  const found: FloatingQuery[] = []
  walk(unit.ast, (node) => {
    if (node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') return
    const drop = findDrop(unit, node)
    if (!drop) return
    const mode = modeOf(context, node, sites.get(node))
    if (mode && isFloating(mode, drop)) found.push({ node, mode, ...drop, isAwaitable: isAwaitable(context, node) })
  })
  return found
})

type Drop = Pick<FloatingQuery, 'because' | 'by'>

function findDrop(unit: SourceUnit, node: QueryCall): Drop | undefined {
  const consumption = inferConsumption(unit, node)
  if (consumption.kind === 'dropped') return { because: consumption.because, by: consumption.by }
  const declarator = outermostWrapper(node).parent
  const by = declarator?.type === 'VariableDeclarator' ? findDroppingPath(unit, declarator) : undefined
  return by && { because: 'path', by }
}

function isAwaitable({ oracle }: AnalysisContext, node: TSESTree.Node): boolean {
  const place = awaitPlace(node)
  if (place.kind === 'module') return oracle.awaitsAtTopLevel(place.program)
  return place.kind === 'function' && place.fn.async
}

function isFloating(mode: 'eager' | 'lazy', { because }: Drop): boolean {
  // `void` says that nobody waits for a promise; a lazy query is then never sent.
  return mode === 'lazy' ? because !== 'path' : because !== 'void'
}

function modeOf(context: AnalysisContext, node: QueryCall, site: Site | undefined): 'eager' | 'lazy' | undefined {
  if (site) {
    if (site.kind === 'iteration' || site.mode === 'blocking' || changesBuilder(context, node, site)) return undefined
    return site.mode === 'lazy' || context.oracle.isThenable(node) ? site.mode : undefined
  }
  if (node.type === 'TaggedTemplateExpression') return undefined
  const callees = knownCallees(context, node)
  if (callees.length === 0 || operationAt(context, innermostExpression(node.callee))) return undefined
  if (!context.oracle.isThenable(node)) return undefined
  if (isLazy(context, node)) return 'lazy'
  return !callees.every(settlesItself) && mayRunQuery(context, node) ? 'eager' : undefined
}

/** A step on a mutable builder that is held elsewhere: `query.where(…)` as a statement changes `query`. */
function changesBuilder(context: AnalysisContext, node: QueryCall, { profile, operation }: Site) {
  const [first] = chainCalls(node)
  const callee = first && innermostExpression(first.callee)
  return (
    profile.builders === 'mutable' &&
    operation.does === 'build' &&
    callee?.type === 'MemberExpression' &&
    isLazy(context, callee.object)
  )
}
