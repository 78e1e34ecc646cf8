import type { TSESTree } from '@typescript-eslint/types'
import type { AsyncChange, AsyncUnit } from '../passes/propagation/async-facts.ts'
import type { Site } from '../passes/queries/find-queries.ts'
import { enclosingFunction } from '../syntax/function-node.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { SourceProvider, SourceUnit } from '../types/source-provider.ts'
import { awaitExpression, SEPARATOR } from './await-expression.ts'
import { awaitQuery } from './await-query.ts'
import { callTwin } from './call-twin.ts'
import { carryEdits } from './carry-edits.ts'
import { catchNext } from './catch-next.ts'
import { freshNames, type FreshNames } from './fresh-names.ts'
import { loopChains } from './loop-chains.ts'
import { makeAsync } from './make-async.ts'
import { moveImports } from './move-imports.ts'
import { renameImport } from './rename-import.ts'
import { exportTwin, renameReference } from './rename-reference.ts'
import { insertion, replacement, surrounding, type Edit, type Rewrite } from './rewrite.ts'
import { wrapType } from './wrap-type.ts'
import { writeLoops, type LoopEdits } from './write-loop.ts'
import { strangersAmong, writeTwins } from './write-twins.ts'

/** For each unit the rewrites that make it asynchronous, which are to be applied together. No two name a variable alike. */
export function rewriteAsyncUnits(sources: SourceProvider, units: readonly AsyncUnit[]): WrittenUnits {
  const freshName = freshNames(sources)
  const written = units.map((unit) => {
    const edits = editsOfUnit(sources, unit, freshName)
    const rewrites = unit.changes.map((change): Rewrite => ({
      title: TITLES[change.kind],
      applicability: 'safe',
      edits: edits.get(change) ?? [],
      assumptions: ASSUMPTIONS[change.kind] ?? [],
    }))
    return writeTwins(sources, unit.twins, rewrites)
  })
  return {
    rewrites: written.map(({ rewrites }) => rewrites),
    strangers: written.flatMap(({ copies }) => strangersAmong(sources, copies)),
  }
}

export interface WrittenUnits {
  /** Those of each unit. */
  readonly rewrites: readonly (readonly Rewrite[])[]
  /** Declarations that were taken for twins of an earlier run, and are none: the units hold only if there are no such. */
  readonly strangers: readonly TSESTree.Node[]
}

const TITLES: Readonly<Record<AsyncChange['kind'], string>> = {
  await: 'Wait for the promise',
  query: 'Wait for the query without blocking',
  async: 'Make the function async',
  result: 'Declare that the result is a promise',
  'awaited-type': 'Resolve the type of the result',
  loop: 'Run the callback in a loop, in order',
  rejects: 'Expect the promise to reject',
  'for-await': 'Iterate asynchronously',
  'async-iterable': 'Declare that the iteration is asynchronous',
  handler: 'Hand a rejection to `next`',
  import: 'Import the asynchronous function',
  'import-from': 'Import the asynchronous functions',
  rename: 'Call the asynchronous twin',
  export: 'Export the asynchronous twin',
}

const ASSUMPTIONS: { readonly [Kind in AsyncChange['kind']]?: readonly string[] } = {
  async: ['other code may run while the function waits'],
  loop: ['the array has no holes, and nobody appends to it while the loop waits'],
}

type LoopChange = Extract<AsyncChange, { kind: 'loop' }>

function editsOfUnit(sources: SourceProvider, unit: AsyncUnit, freshName: FreshNames): Map<AsyncChange, Edit[]> {
  const loops = loopsOf(sources, unit, freshName)
  const edits = new Map<AsyncChange, Edit[]>(
    unit.changes.map((change) => [
      change,
      change.kind === 'loop'
        ? [...(loops.get(change)?.edits ?? [])]
        : editsOf(sources, unit, change, waitIn(unit.changes, [...loops.values()])),
    ]),
  )
  for (const [change, loop] of loops) {
    const others = [...edits].flatMap(([one, own]) => (one === change ? [] : own))
    const { kept, inserted } = carryEdits(sources.unitAt(change.node), loop, others)
    for (const [one, own] of edits)
      edits.set(one, one === change ? [...own, inserted] : own.filter((edit) => kept.has(edit)))
  }
  return edits
}

/** The loops of each chain, by the change of its first. */
function loopsOf(sources: SourceProvider, { changes }: AsyncUnit, freshName: FreshNames): Map<LoopChange, LoopEdits> {
  const loops = changes.filter((change) => change.kind === 'loop')
  const waited = new Set<TSESTree.Node>(
    changes.flatMap(({ kind, node }) => (kind === 'await' || kind === 'query' ? [node] : [])),
  )
  const bodies = new Set<TSESTree.Node>(loops.map(({ loop }) => loop.callback.node))
  const opened = new Set(loops.flatMap(({ loop }) => (loop.place.kind === 'before' ? [loop.place.statement] : [])))
  const surroundings = {
    freshName: (node: TSESTree.Node, wanted: string) => freshName(outsideOf(bodies, node), wanted),
    isAwaited: (node: TSESTree.Node) => waited.has(node),
    isLoopBody: (fn: TSESTree.Node) => bodies.has(fn),
    isOpened: (fn: TSESTree.Node) => fn.type === 'ArrowFunctionExpression' && opened.has(fn),
  }
  return new Map(
    loopChains(loops).map(([first, ...others]) => [
      first,
      writeLoops(
        sources.unitAt(first.node),
        first.loop,
        others.map(({ loop }) => loop),
        surroundings,
      ),
    ]),
  )
}

/** A node of the function that a loop will stand in: the bodies of callbacks go over into those around them. */
function outsideOf(bodies: ReadonlySet<TSESTree.Node>, node: TSESTree.Node): TSESTree.Node {
  const fn = enclosingFunction(node)
  return fn && bodies.has(fn) ? outsideOf(bodies, fn) : node
}

function editsOf(
  sources: SourceProvider,
  { changes }: AsyncUnit,
  change: Exclude<AsyncChange, LoopChange>,
  wait: ReturnType<typeof waitIn>,
): Edit[] {
  const unit = sources.unitAt(change.node)
  switch (change.kind) {
    case 'await':
      return wait(unit, change.node)
    case 'query':
      return isRenamedByImport(changes, change.site)
        ? callTwin(unit, change.site, wait)
        : awaitQuery(unit, change.site, wait, change.row)
    case 'async':
      return makeAsync(unit, change.node)
    case 'result':
      return wrapType(unit, change.node, 'Promise')
    case 'rejects': {
      const { form, to } = change.assertion
      const [at] = change.name.range
      const name = form === 'renamed' ? replacement(unit, change.name.range, to) : insertion(unit, at, `${to}.`)
      return [name, ...wait(unit, change.node)]
    }
    case 'for-await':
      return [insertion(unit, change.node.range[0] + 'for'.length, ' await')]
    case 'async-iterable':
      return [insertion(unit, change.node.range[0], 'Async')]
    case 'awaited-type':
      return wrapType(unit, change.node, 'Awaited')
    case 'handler':
      return catchNext(unit, change.node, change.handler)
    case 'rename':
      return [renameReference(unit, change.node, change.twin)]
    case 'export':
      return exportTwin(unit, change)
    case 'import':
      return renameImport(unit, change.name)
    case 'import-from':
      return moveImports(unit, change.node, change.module, change.names)
  }
}

/** Waits for an expression where it stands, which for the array of a new loop is no longer before a member's name. */
function waitIn(changes: readonly AsyncChange[], loops: readonly LoopEdits[]) {
  const arrays = new Set(
    changes.flatMap((change) => (change.kind === 'loop' ? [innermostExpression(change.loop.elements.node)] : [])),
  )
  return (unit: SourceUnit, node: TSESTree.Expression, access?: string): Edit[] => {
    if (access === undefined && loops.some(({ isBare }) => isBare(node)))
      return surrounding(unit, node.range, 'await ', '')
    if (!arrays.has(node)) {
      const edits = awaitExpression(unit, node, access)
      return hasWaitAround(changes, node) ? edits.filter(({ insert }) => insert !== SEPARATOR) : edits
    }
    const isBase = loops.some(({ isMemberBase }) => isMemberBase(node))
    return surrounding(unit, node.range, isBase ? '(await ' : 'await ', isBase ? ')' : '')
  }
}

/** What waits around an expression, from the same offset on, begins the statement and separates it if need be. */
function hasWaitAround(changes: readonly AsyncChange[], { range: [start, end] }: TSESTree.Node): boolean {
  return changes.some(
    ({ kind, node: { range } }) => (kind === 'await' || kind === 'query') && range[0] === start && range[1] > end,
  )
}

/** True where the import's change says how the callee is spelt. */
function isRenamedByImport(changes: readonly AsyncChange[], { node, operation }: Site): boolean {
  const callee = node.type === 'CallExpression' ? innermostExpression(node.callee) : undefined
  if (callee?.type !== 'Identifier' || operation.descriptor === 'uses') return false
  const names = changes.flatMap((change) =>
    change.kind === 'import' ? [change.name] : change.kind === 'import-from' ? change.names : [],
  )
  return names.some(({ callees }) => callees.includes(callee))
}
