import type { TSESTree } from '@typescript-eslint/types'
import type { Site } from '../passes/queries/find-queries.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { awaitExpression } from './await-expression.ts'
import { insertion, surrounding, type Edit } from './rewrite.ts'

/**
 * Replaces a blocking place by its twin and waits for it: `User.objects.get(…)` → `await User.objects.aget(…)`,
 * `for (const user of users)` → `for await (…)`, `order.user` → `await order.aload('user')`. The import of a function's
 * twin is an edit of its own.
 */
export function awaitQuery(
  unit: SourceUnit,
  { kind, node, operation, ...site }: Site,
  awaits: (unit: SourceUnit, node: TSESTree.Expression) => Edit[] = awaitExpression,
): Edit[] {
  if (kind === 'iteration' && 'by' in site && site.by.type === 'ForOfStatement')
    return [insertion(unit, site.by.range[0] + 'for'.length, ' await')]
  const awaited = isAwaited(node) ? [] : awaits(unit, node)
  const twin = operation.twin ?? 'same'
  // The twin of an iteration is a protocol, which is awaited as it is, or a method that gives the rows.
  if (kind === 'iteration' && /^\w+$/.test(twin) && twin !== 'same')
    return [insertion(unit, node.range[1], `.${twin}()`), ...awaited]
  if (kind === 'iteration' || twin === 'same' || node.type === 'TaggedTemplateExpression') return awaited
  if (node.type === 'MemberExpression') return [...readByTwin(unit, node, twin), ...awaited]
  return [...callTwin(unit, node, twin), ...awaited]
}

function isAwaited({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'AwaitExpression' || (parent?.type === 'ChainExpression' && isAwaited(parent))
}

function callTwin(unit: SourceUnit, { callee }: TSESTree.CallExpression, twin: string): Edit[] {
  const named = innermostExpression(callee)
  const name = named.type === 'MemberExpression' ? named.property : named
  const [at, end] = name.range
  const insert = name.type === 'Literal' ? `${name.raw[0] ?? ''}${twin}${name.raw.at(-1) ?? ''}` : twin
  return [{ fileName: unit.fileName, at, remove: end - at, insert }]
}

/** The name of a relation becomes the argument of the method that loads it. */
function readByTwin(unit: SourceUnit, { property }: TSESTree.MemberExpression, twin: string): Edit[] {
  return surrounding(unit, property.range, `${twin}('`, `')`)
}
