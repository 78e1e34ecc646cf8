import type { TSESTree } from '@typescript-eslint/types'
import { traceClient } from '../../calls/trace-client.ts'
import { chainCalls, chainRoot } from '../../syntax/chain.ts'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { findQueries, type QuerySite } from '../queries/find-queries.ts'
import { isOneOff, isTestFile } from '../queries/is-test-file.ts'
import { oncePerUnit } from '../queries/once-per-unit.ts'
import { isLocked } from './is-locked.ts'
import { isInsideTransaction, mayRunInTransaction } from './reached-from-transaction.ts'
import { fieldsReadIn, isComputedFrom, isRow, rowsRead, type FieldRead, type RowsRead } from './rows-read.ts'

/**
 * A field that is read, changed in memory, and written back behind a suspension point: a change that somebody else makes
 * meanwhile is lost. What a request brings may be written; what was computed from the old value of the same field may
 * not, unless a transaction, a lock or a comparison with the old value stands for it. See semantics.md C1.
 */
export interface LostUpdate {
  readonly write: QuerySite
  readonly read: QuerySite
  readonly field: string
  /** True for a sum or the like, which a database computes by itself; not for lists and switches. */
  readonly isSum: boolean
}

export const findLostUpdates = oncePerUnit((context, unit): LostUpdate[] => {
  if (isTestFile(context, unit.fileName) || isOneOff(context, unit.fileName)) return []
  const sites = findQueries(context, unit).filter(
    (site): site is QuerySite => site.kind === 'call' && site.mode !== 'blocking',
  )
  const writes = sites.filter(({ operation }) => operation.effect === 'write' || operation.effect === 'unknown')
  const reads = writes.length > 0 ? sites.filter((site) => isRead(site)) : []
  const found = new Map<TSESTree.Node, LostUpdate>()
  for (const read of reads) {
    const scope = enclosingFunction(read.node)?.body
    const behind = writes.filter(({ node }) => scope && isWithin(node, scope) && read.node.range[1] <= node.range[0])
    const rows = scope && behind.length > 0 ? rowsRead(unit, read.node, scope) : undefined
    if (!rows || rows.rows.size + rows.fields.size === 0) continue
    for (const write of behind) {
      const field = changedField(unit, rows, read, write)
      if (field !== undefined && !isProtected(context, read) && !isProtected(context, write))
        found.set(write.node, { write, read, field, isSum: isSum(scope, field) })
    }
  }
  return [...found.values()]
})

/** False where some value for the field is a list, an object, a text or a switch made of the old one. */
function isSum(scope: TSESTree.Node | undefined, field: string): boolean {
  const values: TSESTree.Node[] = []
  if (scope)
    walk(scope, (node) => {
      if (node.type === 'Property' && staticName(node) === field) values.push(innermostExpression(node.value))
      const target = node.type === 'AssignmentExpression' ? innermostExpression(node.left) : undefined
      if (node.type === 'AssignmentExpression' && target?.type === 'MemberExpression' && staticName(target) === field)
        values.push(innermostExpression(node.right))
    })
  return !values.some(
    (value) =>
      /^(?:Array|Object|Unary|Conditional)Expression$/.test(value.type) ||
      (value.type === 'CallExpression' && !isOfNumbers(value)),
  )
}

function isOfNumbers({ callee }: TSESTree.CallExpression): boolean {
  const holder = callee.type === 'MemberExpression' ? callee.object : callee
  return holder.type === 'Identifier' && /^(?:Math|Number|BigInt)$/.test(holder.name)
}

function calledName({ callee }: TSESTree.CallExpression): string {
  const method = innermostExpression(callee)
  return method.type === 'MemberExpression' ? (staticName(method) ?? '') : ''
}

function isRead({ node, operation }: QuerySite): boolean {
  if (operation.effect === 'read' || operation.effect === 'none') return true
  return operation.effect === 'unknown' && /^\s*select\b/i.test(sqlOf(node))
}

function isWithin({ range }: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= range[0] && range[1] <= outer.range[1]
}

/** The field whose old value a write puts a new one in place of. */
function changedField(unit: SourceUnit, rows: RowsRead, read: QuerySite, write: QuerySite): string | undefined {
  const field = fieldOfRow(unit, rows, write) ?? fieldOfSql(unit, rows, read, write)
  if (field !== undefined) return field
  if (replacesNothing(write)) return undefined
  const isOwn = isRow(unit, rows, chainRoot(write.node)) || isSameTable(read.node, write.node)
  return isOwn ? fieldOfValues(unit, rows, write) : undefined
}

/** True where rows are deleted, or new ones inserted and no conflict turns that into an update. */
function replacesNothing({ node }: QuerySite): boolean {
  const names = chainCalls(node).map(calledName)
  if (names.some((name) => /^(?:delete|destroy|remove)/i.test(name))) return true
  const inserts = names.some((name) => /^insert|^(?:bulkC|c)reate(?:Many(?:AndReturn)?)?$/.test(name))
  return inserts && !names.some((name) => /conflict|duplicate|merge|upsert/i.test(name))
}

/** `row.n -= 1` before `row.save()` or `repository.save(row)`. */
function fieldOfRow(unit: SourceUnit, rows: RowsRead, { node }: QuerySite): string | undefined {
  if (node.type !== 'CallExpression') return undefined
  const isSaved = [chainRoot(node), ...node.arguments].some((part) => isRow(unit, rows, part))
  const scope = enclosingFunction(node)?.body
  let field: string | undefined
  if (isSaved && scope)
    walk(scope, (at) => {
      if (at.range[0] < node.range[0]) field ??= fieldAssigned(unit, rows, at)
    })
  return field
}

function fieldAssigned(unit: SourceUnit, rows: RowsRead, node: TSESTree.Node): string | undefined {
  const target =
    node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined
  const member = target && innermostExpression(target)
  if (member?.type !== 'MemberExpression' || !isRow(unit, rows, member.object)) return undefined
  const field = staticName(member)
  if (node.type !== 'AssignmentExpression' || /^(?:[-+*/%|&^]|<<|>>|\*\*)=$/.test(node.operator)) return field
  return node.operator === '=' && field !== undefined && isComputedOf(unit, rows, field, node.right) ? field : undefined
}

/** The field of `{ n: row.n + 1 }`, unless the write compares the old value or a version. */
function fieldOfValues(unit: SourceUnit, rows: RowsRead, { node }: QuerySite): string | undefined {
  const changed: { readonly field: string; readonly value: TSESTree.Node }[] = []
  walk(node, (at) => {
    const field = at.type === 'Property' && at.parent.type === 'ObjectExpression' ? staticName(at) : undefined
    if (at.type === 'Property' && field !== undefined && isComputedOf(unit, rows, field, at.value))
      changed.push({ field, value: at.value })
  })
  const [first] = changed
  if (!first) return undefined
  const compared = fieldsReadIn(unit, rows, node).some(
    (read) => !changed.some(({ value }) => isWithin(read.node, value)) && isCompared(read, first.field),
  )
  return compared ? undefined : first.field
}

function isCompared({ field, isComputed }: FieldRead, changed: string): boolean {
  return !isComputed && (field === changed || VERSION.test(field))
}

const VERSION = /^(?:_*v|.*version|rev|_rev|revision|etag|updated_?at|modified_?at)$/i

/** True for a value that is computed from what was read of a field. */
function isComputedOf(unit: SourceUnit, rows: RowsRead, field: string, value: TSESTree.Node): boolean {
  const isObject = innermostExpression(value).type === 'ObjectExpression'
  return fieldsReadIn(unit, rows, value).some((read) =>
    // An object made of the old one is spread; any other holds what a condition compares with.
    isObject
      ? read.field === field && read.node.parent?.type === 'SpreadElement'
      : read.field === field && (read.isComputed || isComputedFrom(read.node, value)),
  )
}

/** `UPDATE accounts SET balance = $1`, given what was computed from a row of `accounts`. */
function fieldOfSql(unit: SourceUnit, rows: RowsRead, read: QuerySite, write: QuerySite): string | undefined {
  const text = sqlOf(write.node)
  const table = /^\s*update\s+["`]?(\w+)/i.exec(text)?.[1]
  if (table === undefined || !new RegExp(`\\bfrom\\s+["\`]?${table}\\b`, 'i').test(sqlOf(read.node))) return undefined
  const values =
    write.node.type === 'CallExpression'
      ? write.node.arguments.slice(1)
      : write.node.type === 'TaggedTemplateExpression'
        ? write.node.quasi.expressions
        : []
  const reads = values.flatMap((value) => fieldsReadIn(unit, rows, value).map((one) => ({ one, value })))
  const changed = reads.find(({ one, value }) => one.isComputed || isComputedInList(one.node, value))?.one.field
  const isCondition = reads.some(
    ({ one }) => changed !== undefined && isCompared(one, changed) && one.field !== changed,
  )
  return isCondition || changed === undefined || !new RegExp(`\\b${changed}\\b`).test(text) ? undefined : changed
}

function isComputedInList(node: TSESTree.Node, value: TSESTree.Node): boolean {
  const list = innermostExpression(value)
  const elements = list.type === 'ArrayExpression' ? list.elements.flatMap((element) => element ?? []) : [list]
  return elements.some((element) => isWithin(node, element) && isComputedFrom(node, element))
}

/** The text of a query that is written as SQL. */
function sqlOf(query: TSESTree.Node): string {
  const template = query.type === 'TaggedTemplateExpression' ? query.quasi : undefined
  const given = query.type === 'CallExpression' ? query.arguments[0] : undefined
  if (given?.type === 'Literal') return String(given.value)
  const text = template ?? (given?.type === 'TemplateLiteral' ? given : undefined)
  return text ? text.quasis.map(({ value }) => value.raw).join('?') : ''
}

/** True where both queries name the same table: by the object that they are called on, or by what they are given. */
function isSameTable(read: TSESTree.Node, write: TSESTree.Node): boolean {
  const named = tablesNamedBy(read)
  return tablesNamedBy(write).some((name) => named.includes(name))
}

function tablesNamedBy(query: TSESTree.Node): string[] {
  const calls = chainCalls(query)
  const callee = calls[0] && innermostExpression(calls[0].callee)
  const receiver = callee?.type === 'MemberExpression' ? pathOf(callee.object) : undefined
  const given = calls.flatMap(({ arguments: values }) => values.slice(0, 1).flatMap((value) => nameOf(value) ?? []))
  return [...(receiver === undefined ? [] : [receiver]), ...given]
}

function pathOf(node: TSESTree.Node): string | undefined {
  const at = innermostExpression(node)
  if (at.type === 'ThisExpression') return 'this'
  if (at.type === 'Identifier') return at.name
  const object = at.type === 'MemberExpression' ? pathOf(at.object) : undefined
  return at.type === 'MemberExpression' && object !== undefined ? `${object}.${staticName(at) ?? '?'}` : undefined
}

function nameOf(node: TSESTree.Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return `'${node.value}'`
  return node.type === 'Identifier' || node.type === 'MemberExpression' ? pathOf(node) : undefined
}

/** True where something keeps others away: a transaction, also one that a parameter may bring, or a lock. */
function isProtected(context: AnalysisContext, site: QuerySite): boolean {
  const { node, profile } = site
  if (isInsideTransaction(context, node) || mayRunInTransaction(context, node) || isLocked(site)) return true
  const callee = node.type === 'CallExpression' ? innermostExpression(node.callee) : undefined
  const fn = enclosingFunction(node)
  if (profile.client !== undefined || callee?.type !== 'MemberExpression' || !fn) return false
  const client = traceClient(context, callee, fn)
  return typeof client === 'number' || client === 'transaction'
}
