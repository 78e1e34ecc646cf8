import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { referencesOf } from '../../syntax/references-of.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { isLazy } from '../queries/find-queries.ts'
import type { ConcurrentQueries, ConnectionUse } from './find-concurrent-queries.ts'

/**
 * Queries on one connection that are started while another is on its way: `const a = tx.x()`, then `tx.y()` before `a` is
 * used for the first time. A lazy query is not on its way before it is awaited.
 */
export function findEarlyStarts(
  context: AnalysisContext,
  unit: SourceUnit,
  usesOf: (code: TSESTree.Node) => readonly ConnectionUse[],
): ConcurrentQueries[] {
  const found: ConcurrentQueries[] = []
  walk(unit.ast, (block) => {
    if (block.type !== 'BlockStatement' || !enclosingFunction(block.body[0] ?? block)) return
    for (const [index, statement] of block.body.entries()) {
      const started = startedIn(statement)
      if (!started) continue
      const uses = referencesOf(unit.scopes, started.name).map(({ identifier }) => identifier)
      // Asking for a type is dear: most calls are not awaited later.
      if (!uses.some(({ parent }) => parent.type === 'AwaitExpression' || parent.type === 'ArrayExpression')) continue
      const [first] = usesOf(started.value)
      if (!first || !isStarted(context, started.value)) continue
      for (const later of block.body.slice(index + 1)) {
        const next = usesOf(later).find(({ key }) => key === first.key)
        const used = uses.find(({ range }) => later.range[0] <= range[0] && range[1] <= later.range[1])
        if (next && (!used || next.node.range[0] < used.range[0]))
          found.push({ ...between(first, next), client: first.client, kind: 'early' })
        if (next || used) break
      }
    }
  })
  return found
}

function between({ node: first }: ConnectionUse, { node }: ConnectionUse) {
  return { node, first, queries: [first, node] }
}

interface Started {
  readonly name: TSESTree.Identifier
  readonly value: TSESTree.Node
}

function startedIn(statement: TSESTree.Statement): Started | undefined {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined
  const [{ id, init }] = statement.declarations
  const value = init && innermostExpression(init)
  return id.type === 'Identifier' && value?.type === 'CallExpression' ? { name: id, value } : undefined
}

function isStarted(context: AnalysisContext, value: TSESTree.Node): boolean {
  return context.oracle.isThenable(value) && !isLazy(context, value)
}
