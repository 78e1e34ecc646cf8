import type { TSESTree } from '@typescript-eslint/types'
import { chainCalls } from '../../syntax/chain.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { Site } from '../queries/find-queries.ts'

/** The tables that a query names: in its SQL, to the steps of its chain, or by the model that it is called on. */
export function tablesOfQuery({ node, profile }: Site): ReadonlySet<string> {
  const written = new Set([...tablesInSql(node), ...tablesInChain(node)])
  if (written.size > 0 || profile.client === undefined) return written
  const [first] = chainCalls(node)
  const callee = first && innermostExpression(first.callee)
  const model = callee?.type === 'MemberExpression' ? pathOf(callee.object) : undefined
  return new Set(model === undefined ? [] : [model])
}

/** What the SQL of a query does, as far as its first word tells. */
export function verbOfSql(node: TSESTree.Node): 'read' | 'write' | undefined {
  const [text = ''] = textsIn(node)
  if (/^\s*(?:select|with)\b/i.test(text)) return 'read'
  return /^\s*(?:insert|update|delete|replace|merge)\b/i.test(text) ? 'write' : undefined
}

function tablesInSql(node: TSESTree.Node): string[] {
  return textsIn(node).flatMap((text) =>
    [...text.matchAll(/\b(?:from|into|update|join)\s+["'`]?(\w+)/gi)].map(([, table = '']) => table.toLowerCase()),
  )
}

function textsIn(node: TSESTree.Node): string[] {
  const found: string[] = []
  walk(node, (at) => {
    if (at.type === 'Literal' && typeof at.value === 'string') found.push(at.value)
    if (at.type === 'TemplateLiteral') found.push(at.quasis.map(({ value }) => value.raw).join('?'))
  })
  return found
}

/** `from(users)`, `update(users)`, and `db.query.users.findFirst()`. */
function tablesInChain(node: TSESTree.Node): string[] {
  return chainCalls(node).flatMap((call) => {
    const callee = innermostExpression(call.callee)
    if (callee.type !== 'MemberExpression') return []
    const [given] = call.arguments
    const named = given && NAMING.has(staticName(callee) ?? '') ? pathOf(given) : undefined
    const relational = /\.query\.(\w+)$/.exec(pathOf(callee.object) ?? '')?.[1]
    return [named, relational].filter((table) => table !== undefined)
  })
}

const NAMING = new Set([
  'from',
  'into',
  'update',
  'insert',
  'delete',
  'table',
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
])

function pathOf(expression: TSESTree.Node): string | undefined {
  const node = innermostExpression(expression)
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'ThisExpression') return 'this'
  if (node.type === 'Identifier') return node.name
  const object = node.type === 'MemberExpression' ? pathOf(node.object) : undefined
  return node.type === 'MemberExpression' && object !== undefined ? `${object}.${staticName(node) ?? '?'}` : undefined
}
