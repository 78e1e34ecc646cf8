import type { TSESTree } from '@typescript-eslint/types'
import type { AsyncChange, AsyncUnit } from '../passes/propagation/async-facts.ts'
import type { Site } from '../passes/queries/find-queries.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { SourceProvider, SourceUnit } from '../types/source-provider.ts'
import { awaitExpression, SEPARATOR } from './await-expression.ts'
import { awaitQuery } from './await-query.ts'
import { freshNames, type FreshNames } from './fresh-names.ts'
import { makeAsync } from './make-async.ts'
import { renameImport } from './rename-import.ts'
import { surrounding, type Edit, type Rewrite } from './rewrite.ts'
import { wrapType } from './wrap-type.ts'
import { parametersOf, writeLoop } from './write-loop.ts'

/** For each unit the rewrites that make it asynchronous, which are to be applied together. No two name a variable alike. */
export function rewriteAsyncUnits(sources: SourceProvider, units: readonly AsyncUnit[]): Rewrite[][] {
  const freshName = freshNames(sources)
  return units.map((unit) =>
    unit.changes.map((change) => ({
      title: TITLES[change.kind],
      applicability: 'safe',
      edits: editsOf(sources, unit, change, freshName),
      assumptions: ASSUMPTIONS[change.kind] ?? [],
    })),
  )
}

const TITLES: Readonly<Record<AsyncChange['kind'], string>> = {
  await: 'Wait for the promise',
  query: 'Wait for the query without blocking',
  async: 'Make the function async',
  result: 'Declare that the result is a promise',
  'awaited-type': 'Resolve the type of the result',
  loop: 'Run the callback in a loop, in order',
  import: 'Import the asynchronous function',
}

const ASSUMPTIONS: { readonly [Kind in AsyncChange['kind']]?: readonly string[] } = {
  async: ['other code may run while the function waits'],
  loop: ['the array has no holes, and nobody appends to it while the loop waits'],
}

function editsOf(
  sources: SourceProvider,
  { sites, changes }: AsyncUnit,
  change: AsyncChange,
  freshName: FreshNames,
): Edit[] {
  const unit = sources.unitAt(change.node)
  const wait = waitIn(changes)
  switch (change.kind) {
    case 'await':
      return wait(unit, change.node)
    case 'query':
      return isRenamedByImport(sources, changes, change.site)
        ? wait(unit, change.site.node)
        : awaitQuery(unit, change.site, wait, change.row)
    case 'async':
      return makeAsync(unit, change.node)
    case 'result':
      return wrapType(unit, change.node, 'Promise')
    case 'awaited-type':
      return wrapType(unit, change.node, 'Awaited')
    case 'loop':
      return writeLoop(unit, change.node, change.loop, () => freshName(change.node, 'results'))
    case 'import': {
      const callees = sites.flatMap(({ node }) =>
        node.type === 'CallExpression' && sources.unitAt(node) === unit ? [innermostExpression(node.callee)] : [],
      )
      const local = change.node.local.name
      return renameImport(
        unit,
        change.node,
        change,
        callees.filter((callee) => callee.type === 'Identifier' && callee.name === local),
      )
    }
  }
}

/** Waits for an expression where it stands, which for the array of a new loop is no longer before a member's name. */
function waitIn(changes: readonly AsyncChange[]) {
  return (unit: SourceUnit, node: TSESTree.Expression, access?: string): Edit[] => {
    const of = changes.find((change) => change.kind === 'loop' && innermostExpression(change.loop.array) === node)
    if (of?.kind !== 'loop') {
      const edits = awaitExpression(unit, node, access)
      return hasWaitAround(changes, node) ? edits.filter(({ insert }) => insert !== SEPARATOR) : edits
    }
    const [open, close] = parametersOf(of.loop).length > 1 ? ['(', ')'] : ['', '']
    return surrounding(unit, node.range, `${open}await `, close)
  }
}

/** What waits around an expression, from the same offset on, begins the statement and separates it if need be. */
function hasWaitAround(changes: readonly AsyncChange[], { range: [start, end] }: TSESTree.Node): boolean {
  return changes.some(
    ({ kind, node: { range } }) => (kind === 'await' || kind === 'query') && range[0] === start && range[1] > end,
  )
}

/** True where the import's change says how the callee is spelt. */
function isRenamedByImport(sources: SourceProvider, changes: readonly AsyncChange[], { node }: Site): boolean {
  const callee = node.type === 'CallExpression' ? innermostExpression(node.callee) : undefined
  return (
    callee?.type === 'Identifier' &&
    changes.some(
      (change) =>
        change.kind === 'import' &&
        change.node.local.name === callee.name &&
        sources.unitAt(change.node) === sources.unitAt(callee),
    )
  )
}
