import type { TSESTree } from '@typescript-eslint/types'
import { variableOf } from '../../syntax/references-of.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AsyncChange } from './async-facts.ts'
import type { PropagationContext } from './expansion.ts'
import type { Site } from '../queries/find-queries.ts'

export interface ImportChange {
  readonly change: Extract<AsyncChange, { kind: 'import' }>
  /** The sites that call what is imported. */
  readonly sites: readonly Site[]
}

/** The imports of functions whose twins are called instead. Sites that share one share a unit. */
export function importChanges(context: PropagationContext, sites: readonly Site[]): ImportChange[] {
  const using = new Map<TSESTree.ImportSpecifier, Site[]>()
  for (const site of sites) {
    const specifier = importedCallee(context, site)
    if (specifier) using.set(specifier, [...(using.get(specifier) ?? []), site])
  }
  return [...using].map(([node, found]) => {
    const symbol = context.oracle.symbolsAt(node.local)[0]
    const others = symbol ? context.references.referencesTo(symbol) : []
    const unit = context.sources.unitAt(node)
    const isUse = (reference: TSESTree.Node) =>
      context.sources.unitAt(reference) === unit &&
      reference.parent !== node &&
      !found.some((site) => 'callee' in site.node && innermostExpression(site.node.callee) === reference)
    const twin = found[0]?.operation.twin ?? ''
    return { change: { kind: 'import', node, twin, isStillUsed: others.some(isUse) }, sites: found }
  })
}

/** False where the twin of a function that is called by its bare name is neither imported beside it nor in reach. */
export function isTwinInReach(context: PropagationContext, site: Site): boolean {
  const { twin } = site.operation
  if (site.node.type !== 'CallExpression' || typeof twin !== 'string' || twin === 'same') return true
  const callee = innermostExpression(site.node.callee)
  if (callee.type !== 'Identifier' || importedCallee(context, site)) return true
  return variableOf(context.sources.unitAt(callee).scopes, { ...callee, name: twin }) !== undefined
}

function importedCallee({ sources }: PropagationContext, site: Site): TSESTree.ImportSpecifier | undefined {
  const { twin } = site.operation
  if (site.node.type !== 'CallExpression' || typeof twin !== 'string' || twin === 'same') return undefined
  const callee = innermostExpression(site.node.callee)
  if (callee.type !== 'Identifier') return undefined
  for (const statement of sources.unitAt(callee).ast.body)
    if (statement.type === 'ImportDeclaration')
      for (const specifier of statement.specifiers)
        if (specifier.type === 'ImportSpecifier' && specifier.local.name === callee.name) return specifier
  return undefined
}
