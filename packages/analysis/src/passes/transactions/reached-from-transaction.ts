import type { TSESTree } from '@typescript-eslint/types'
import type { Profile } from '../../profiles/profile.ts'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { oncePerContext } from '../../types/once-per-context.ts'
import { findQueries, operationAt } from '../queries/find-queries.ts'
import { inferEffects } from '../effects/infer-effects.ts'

/** True inside the callback of a transaction. */
export function isInsideTransaction(context: AnalysisContext, node: TSESTree.Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const call = outermostWrapper(fn).parent
    if (call?.type !== 'CallExpression' || call.callee === outermostWrapper(fn)) continue
    if (operationAt(context, innermostExpression(call.callee))?.operation.does === 'transact') return true
  }
  return false
}

/**
 * True in a function that a transaction's callback may run, by the call graph. Transactions that find their connection by
 * themselves wait for their queries in flight, and don't count.
 */
export function isReachedFromTransaction(context: AnalysisContext, node: TSESTree.Node): boolean {
  return isInOneOf(reachedFromOthers(context), node)
}

/** The same for all transactions. */
export function mayRunInTransaction(context: AnalysisContext, node: TSESTree.Node): boolean {
  return isInOneOf(reachedFromAmbient(context), node) || isReachedFromTransaction(context, node)
}

function isInOneOf(functions: ReadonlySet<TSESTree.Node>, node: TSESTree.Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) if (functions.has(fn)) return true
  return false
}

const reachedFromAmbient = oncePerContext((context) => reachedFrom(context, ({ client }) => client === 'ambient'))
const reachedFromOthers = oncePerContext((context) => reachedFrom(context, ({ client }) => client !== 'ambient'))

function reachedFrom(context: AnalysisContext, counts: (profile: Profile) => boolean): ReadonlySet<TSESTree.Node> {
  const reached = new Set<TSESTree.Node>()
  const opensTransaction = mentionsTransaction(context.profiles.profiles.filter(counts))
  for (const fileName of opensTransaction ? context.sources.fileNames() : []) {
    if (!opensTransaction?.test(context.sources.textOf(fileName))) continue
    const unit = context.sources.unitOf(fileName)
    for (const site of unit ? findQueries(context, unit) : [])
      if (site.kind === 'transaction' && counts(site.profile))
        for (const fn of inferEffects(context).reachedFrom(site.node)) reached.add(fn)
  }
  return reached
}

/** Only files that spell the name of a transaction's method are looked into. */
function mentionsTransaction(profiles: readonly Profile[]): RegExp | undefined {
  const names = profiles
    .flatMap(({ types, functions }) => [...Object.values(types), functions])
    .flatMap((rows) => Object.entries(rows).filter(([, { does }]) => does === 'transact'))
    .map(([name]) => name.replaceAll('$', '\\$'))
  return names.length > 0 ? new RegExp(`(?:${[...new Set(names)].join('|')})\\b`) : undefined
}
