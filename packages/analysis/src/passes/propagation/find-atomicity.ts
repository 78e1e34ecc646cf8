import type { TSESTree } from '@typescript-eslint/types'
import { chainRoot } from '../../syntax/chain.ts'
import { awaitPlace } from '../../syntax/await-place.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { Site } from '../queries/find-queries.ts'

/**
 * A row that is read, changed and written back in one function. While both queries blocked, nothing could come between
 * them; once they wait, another task may change the row meanwhile and lose its change, or this one's. Reads and writes in
 * one transaction are no such fact. Rows that come from a caller, or go to a callee, are missed.
 */
export interface AtomicityFact {
  readonly read: Site
  readonly write: Site
}

export function findAtomicity(context: AnalysisContext, sites: readonly Site[]): AtomicityFact[] {
  const transactions = new Set(sites.flatMap((site) => (site.kind === 'transaction' ? [site.node] : [])))
  const outside = sites.filter(({ node }) => !isInside(node, transactions))
  const reads = outside.filter(({ operation }) => operation.effect === 'read')
  return outside.flatMap((write) => {
    const row = writtenRow(write)
    const variable = row && variableOf(context.sources.unitAt(row).scopes, row)
    const read = variable && reads.find((one) => holdsRow(one, variable.identifiers) && isSameRegion(one, write))
    return read ? [{ read, write }] : []
  })
}

function isInside(node: TSESTree.Node, transactions: ReadonlySet<TSESTree.Node>): boolean {
  for (let at = node.parent; at; at = at.parent) if (transactions.has(at)) return true
  return false
}

/** The variable whose method writes its own row: `user` of `user.save()`. */
function writtenRow({ kind, node, operation }: Site): TSESTree.Identifier | undefined {
  if (kind !== 'call' || node.type !== 'CallExpression' || operation.effect !== 'write') return undefined
  const callee = innermostExpression(node.callee)
  const row = callee.type === 'MemberExpression' ? innermostExpression(callee.object) : undefined
  return row?.type === 'Identifier' && chainRoot(node) === row ? row : undefined
}

/** True where a variable is declared with the row, or each of the rows, that a site reads. */
function holdsRow(read: Site, names: readonly TSESTree.Node[]): boolean {
  const declared =
    read.kind === 'iteration' && read.by.type === 'ForOfStatement' && read.by.left.type === 'VariableDeclaration'
      ? read.by.left.declarations[0]
      : declaratorOf(read.node)
  return declared !== undefined && names.includes(declared.id)
}

function declaratorOf({ parent }: TSESTree.Node): TSESTree.VariableDeclarator | undefined {
  return parent?.type === 'VariableDeclarator' ? parent : undefined
}

function isSameRegion(read: Site, write: Site): boolean {
  const [one, other] = [awaitPlace(read.node), awaitPlace(write.node)]
  const isBefore = read.node.range[0] < write.node.range[0]
  return (
    isBefore &&
    one.kind === other.kind &&
    (one.kind !== 'function' || (other.kind === 'function' && one.fn === other.fn))
  )
}
