import type { TSESTree } from '@typescript-eslint/types'
import { moduleGraph } from '../../calls/module-graph.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { walk } from '../../syntax/walk.ts'
import type { BoundaryReason } from './boundary-reasons.ts'
import type { PropagationContext } from './expansion.ts'

/**
 * Why a module that waits for nothing yet must not begin to, or undefined (semantics.md C6). Whoever imports such a module
 * is asynchronous too: `require` refuses both, and what is imported after it no longer finds it finished.
 */
export function whyModuleStays(context: PropagationContext, module: TSESTree.Program): BoundaryReason | undefined {
  if (!context.oracle.awaitsAtTopLevel(module)) return 'commonjs-top-level'
  if (waitsAlready(module)) return undefined
  const { fileName } = context.sources.unitAt(module)
  const { required, importsOf, importersOf } = moduleGraph(context)
  const waiting = reachable(importersOf, [fileName])
  if ([...waiting].some((name) => required.has(name))) return 'required-module'
  const isOvertaken = [...waiting].some((name) => {
    const imports = importsOf(name)
    const first = imports.findIndex((imported) => waiting.has(imported))
    if (first < 0) return false
    const finished = reachable(importsOf, imports.slice(0, first))
    const others = reachable(
      importsOf,
      imports.slice(first + 1).filter((imported) => !waiting.has(imported)),
    )
    return [...others].some((other) => !finished.has(other) && actsWhenImported(context, other))
  })
  return isOvertaken ? 'sibling-modules' : undefined
}

/** These files and all that they lead to. */
function reachable(next: (fileName: string) => readonly string[], from: readonly string[]): ReadonlySet<string> {
  const reached = new Set(from)
  for (const name of reached) for (const one of next(name)) reached.add(one)
  return reached
}

function waitsAlready(module: TSESTree.Program): boolean {
  return topLevelNodes(module).some(
    (node) => node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await),
  )
}

/** True for a module that does something when it is imported: a statement that calls, or a query. */
function actsWhenImported(context: PropagationContext, fileName: string): boolean {
  const module = moduleGraph(context).moduleOf(fileName)
  return topLevelNodes(module).some(
    (node) =>
      context.sites.has(node) ||
      (node.type === 'ExpressionStatement' && node.expression.type !== 'Literal') ||
      (node.type === 'CallExpression' && context.oracle.calledAt(node).some(({ kind }) => kind === 'project')),
  )
}

/** Everything that runs when the module is evaluated: functions run later, or never. */
function topLevelNodes(module: TSESTree.Program | undefined): TSESTree.Node[] {
  const found: TSESTree.Node[] = []
  if (!module) return found
  walk(module, (node) => {
    if (isFunctionNode(node)) return 'skip'
    found.push(node)
    return undefined
  })
  return found
}
