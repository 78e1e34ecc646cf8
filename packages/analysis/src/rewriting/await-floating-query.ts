import type { TSESTree } from '@typescript-eslint/types'
import type { FloatingQuery } from '../passes/queries/find-floating-queries.ts'
import { staticName } from '../syntax/static-name.ts'
import { outermostWrapper } from '../syntax/transparent-parent.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { awaitExpression } from './await-expression.ts'
import { surrounding, type Edit, type Rewrite } from './rewrite.ts'

/**
 * Waits for a query where it is made, or for the list of queries that it is part of; undefined where no `await` can stand,
 * where a callback drops it, and where it would still not run.
 */
export function awaitFloatingQuery(unit: SourceUnit, floating: FloatingQuery): Rewrite | undefined {
  const { node, mode, because, by, isAwaitable } = floating
  if (!isAwaitable || mode === 'unexecuted') return undefined
  const assumption = mode === 'lazy' ? 'The query is meant to run.' : 'What follows may wait for the query.'
  const rewrite = { applicability: 'unsafe' as const, assumptions: [assumption] }
  if (because === 'container') {
    const list = listWith(node)
    return list && { ...rewrite, title: 'Await all queries of the list', edits: awaitAll(unit, list) }
  }
  if (because === 'void' && outermostWrapper(node).parent === by)
    return {
      ...rewrite,
      title: 'Await the query',
      edits: [{ fileName: unit.fileName, at: by.range[0], remove: 'void'.length, insert: 'await' }],
    }
  // A variable that holds the query may be changed or overwritten before it is dropped.
  const isDroppedHere = because === 'statement' && by.range[0] <= node.range[0] && node.range[1] <= by.range[1]
  if (!isDroppedHere && because !== 'unread-variable') return undefined
  return { ...rewrite, title: 'Await the query', edits: awaitExpression(unit, node) }
}

/** The list that a query is an element of, or that the call makes by its callback. */
function listWith(node: TSESTree.Node): TSESTree.Expression | undefined {
  const { parent } = outermostWrapper(node)
  if (parent?.type === 'ArrayExpression') return isDropped(parent) ? parent : undefined
  const isMap =
    node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && staticName(node.callee) === 'map'
  return isMap && isDropped(node) ? node : undefined
}

const isDropped = ({ parent }: TSESTree.Expression) =>
  parent.type === 'ExpressionStatement' || parent.type === 'AwaitExpression' || parent.type === 'VariableDeclarator'

function awaitAll(unit: SourceUnit, list: TSESTree.Expression): Edit[] {
  const awaits = list.parent.type === 'AwaitExpression' ? '' : 'await '
  return surrounding(unit, list.range, `${awaits}Promise.all(`, ')')
}
