import type { TSESTree } from '@typescript-eslint/types'
import { chainRoot } from '../../syntax/chain.ts'
import { awaitPlace } from '../../syntax/await-place.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { AsyncUnit } from './async-facts.ts'
import { dependsOn } from './depends-on.ts'
import { mayRunTwice } from './may-run-twice.ts'
import type { Site } from '../queries/find-queries.ts'
import { sharedState, type StateAccess } from './shared-state.ts'
import { tablesOfQuery, verbOfSql } from './tables-of-query.ts'

/**
 * Something that is read, and written behind a new suspension point by what was read. While the code blocked, nothing
 * could come between; once it waits, another task may change it meanwhile and lose its change, or this one's.
 *
 * `row`: a row that is changed and saved. `table`: a query of a table, and one that changes it. `memory`: a variable, a
 * member or a container that outlives the call. Queries in one transaction are no such fact. Rows that come from a caller
 * or go to a callee, state behind parameters, and state that a callee reads are missed.
 */
export interface AtomicityFact {
  readonly of: 'row' | 'table' | 'memory'
  readonly read: TSESTree.Node
  readonly write: TSESTree.Node
}

export function findAtomicity(context: AnalysisContext, unit: Pick<AsyncUnit, 'sites' | 'changes'>): AtomicityFact[] {
  const found = [...rowsAndTables(context, unit.sites), ...memory(context, unit.changes)]
  return found.filter(({ write }) => {
    const place = awaitPlace(write)
    return place.kind !== 'function' || mayRunTwice(context, place.fn)
  })
}

function rowsAndTables(context: AnalysisContext, sites: readonly Site[]): AtomicityFact[] {
  const transactions = new Set(sites.flatMap((site) => (site.kind === 'transaction' ? [site.node] : [])))
  const outside = sites.filter(({ node }) => !isInside(node, transactions) && !isOnTransaction(context, node))
  const reads = outside.filter((site) => verbOf(site) === 'read')
  return outside.flatMap((write): AtomicityFact[] => {
    if (write.kind !== 'call' || verbOf(write) !== 'write') return []
    const before = reads.filter((read) => isSameRegion(read.node, write.node))
    const row = writtenRow(write)
    const variable = row && variableOf(context.sources.unitAt(row).scopes, row)
    const rowRead = variable && before.find((one) => holdsRow(one, variable.identifiers))
    if (rowRead) return [{ of: 'row', read: rowRead.node, write: write.node }]
    const tables = tablesOfQuery(write)
    const tableRead = before.find(
      (read) =>
        [...tablesOfQuery(read)].some((table) => tables.has(table)) &&
        dependsOn(context.sources.unitAt(write.node), write.node, read.node),
    )
    return tableRead ? [{ of: 'table', read: tableRead.node, write: write.node }] : []
  })
}

function verbOf({ operation, node }: Site): 'read' | 'write' | undefined {
  if (operation.effect === 'read' || operation.effect === 'write') return operation.effect
  return operation.effect === 'unknown' ? verbOfSql(node) : undefined
}

function isInside(node: TSESTree.Node, transactions: ReadonlySet<TSESTree.Node>): boolean {
  for (let at = node.parent; at; at = at.parent) if (transactions.has(at)) return true
  return false
}

/** True for a query on the client of a transaction that a caller has opened. */
function isOnTransaction({ oracle, profiles }: AnalysisContext, node: TSESTree.Node): boolean {
  return profiles.hasConnectionTypes && oracle.typesAt(chainRoot(node)).some(profiles.isTransactionType)
}

/** The variable whose method writes its own row: `user` of `user.save()`. */
function writtenRow({ node }: Site): TSESTree.Identifier | undefined {
  if (node.type !== 'CallExpression') return undefined
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

function isSameRegion(read: TSESTree.Node, write: TSESTree.Node): boolean {
  const [one, other] = [awaitPlace(read), awaitPlace(write)]
  return (
    read.range[0] < write.range[0] &&
    one.kind === other.kind &&
    (one.kind !== 'function' || (other.kind === 'function' && one.fn === other.fn))
  )
}

/** A module runs once; a function may be called again while it waits. */
function memory(context: AnalysisContext, changes: AsyncUnit['changes']): AtomicityFact[] {
  const loops = new Set(
    changes.flatMap((change) =>
      change.kind === 'loop' && change.loop.callback.kind === 'written' ? [change.loop.callback.node] : [],
    ),
  )
  const waits = new Map<FunctionNode, TSESTree.Node[]>()
  for (const { kind, node } of changes) {
    const fn = kind === 'await' || kind === 'query' || kind === 'loop' ? taskOf(node, loops) : undefined
    if (fn) waits.set(fn, [...(waits.get(fn) ?? []), node])
  }
  return [...waits].flatMap(([fn, nodes]) => {
    const accesses = sharedState(context, fn, (inner) => loops.has(inner))
    const unit = context.sources.unitAt(fn)
    return accesses.flatMap((write): AtomicityFact[] => {
      if (write.kind !== 'write') return []
      const read = accesses.find(
        (one) =>
          one.kind === 'read' &&
          one.key === write.key &&
          nodes.some((wait) => isBetween(wait, one, write)) &&
          dependsOn(unit, write.node, one.node),
      )
      return read ? [{ of: 'memory', read: read.node, write: write.node }] : []
    })
  })
}

/** The function that waits there; one that becomes a loop waits in the function around it. */
function taskOf(node: TSESTree.Node, loops: ReadonlySet<FunctionNode>): FunctionNode | undefined {
  let place = awaitPlace(node)
  while (place.kind === 'function' && loops.has(place.fn)) place = awaitPlace(place.fn)
  return place.kind === 'function' && isFunctionNode(place.fn) ? place.fn : undefined
}

/** A write has an effect at its end: `n = wait()` waits first. */
function isBetween(wait: TSESTree.Node, read: StateAccess, write: StateAccess): boolean {
  return (
    read.node.range[0] < wait.range[1] && read.node.range[1] <= wait.range[1] && wait.range[1] <= write.node.range[1]
  )
}
