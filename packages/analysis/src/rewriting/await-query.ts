import type { TSESTree } from '@typescript-eslint/types'
import type { FirstRow } from '../passes/propagation/async-facts.ts'
import type { Site } from '../passes/queries/find-queries.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { awaitExpression } from './await-expression.ts'
import { awaitTheQuery } from './await-the-query.ts'
import { callTwin, nameTwin } from './call-twin.ts'
import { insertion, surrounding, type Edit } from './rewrite.ts'

/**
 * Replaces a blocking place by its twin and waits for it: `User.objects.get(…)` → `await User.objects.aget(…)`,
 * `for (const user of users)` → `for await (…)`, `order.user` → `await order.aload('user')`,
 * `db.select().from(users).get()` → `(await db.select().from(users).limit(1))[0]`. The import of a function's twin is an
 * edit of its own.
 */
export function awaitQuery(
  unit: SourceUnit,
  site: Site,
  awaits: (unit: SourceUnit, node: TSESTree.Expression, access?: string) => Edit[] = awaitExpression,
  row?: FirstRow,
): Edit[] {
  const { kind, node, operation } = site
  if (kind === 'iteration' && site.by.type === 'ForOfStatement')
    return [insertion(unit, site.by.range[0] + 'for'.length, ' await')]
  const awaited = awaitedOf(unit, node, awaits, row)
  const twin = operation.twin ?? 'same'
  // The twin of an iteration is a protocol, which is awaited as it is, or a method that gives the rows.
  if (kind === 'iteration' && /^\w+$/.test(twin) && twin !== 'same')
    return [{ ...insertion(unit, node.range[1], `.${twin}()`), around: node.range }, ...awaited]
  if (kind === 'iteration' || twin === 'same' || node.type === 'TaggedTemplateExpression') return awaited
  if (node.type === 'MemberExpression') return [...readByTwin(unit, node, twin), ...awaited]
  if (twin === '[query]') return [...awaitTheQuery(unit, node, row), ...awaited]
  return [...nameTwin(unit, site, twin), ...callTwin(unit, site, () => awaited)]
}

function awaitedOf(
  unit: SourceUnit,
  node: TSESTree.Expression,
  awaits: (unit: SourceUnit, node: TSESTree.Expression, access?: string) => Edit[],
  row: FirstRow | undefined,
): Edit[] {
  const access = row && node.parent.type !== 'ExpressionStatement' ? ACCESS[row.by] : undefined
  const waiting = awaitAround(node)
  if (!waiting) return awaits(unit, node, access)
  return access === undefined ? [] : surrounding(unit, waiting.range, '(', `)${access}`)
}

const ACCESS: Readonly<Record<FirstRow['by'], string>> = { index: '[0]', 'asserted-index': '[0]!', at: '.at(0)' }

function awaitAround({ parent }: TSESTree.Node): TSESTree.AwaitExpression | undefined {
  if (parent?.type === 'ChainExpression') return awaitAround(parent)
  return parent?.type === 'AwaitExpression' ? parent : undefined
}

/** The name of a relation becomes the argument of the method that loads it. */
function readByTwin(unit: SourceUnit, { property }: TSESTree.MemberExpression, twin: string): Edit[] {
  return surrounding(unit, property.range, `${twin}('`, `')`)
}
