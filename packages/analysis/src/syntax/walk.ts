import type { TSESTree } from '@typescript-eslint/types'
import { visitorKeys } from '@typescript-eslint/visitor-keys'

/** Visits a node and all below it, in source order. A visitor that returns `'skip'` is not taken below that node. */
export function walk(node: TSESTree.Node, visit: (node: TSESTree.Node) => 'skip' | void): void {
  if (visit(node) === 'skip') return
  const keys = visitorKeys[node.type]
  if (!keys) return
  // Every pass comes by here for every node, so nothing is allocated.
  for (const key of keys) {
    const value = (node as unknown as Readonly<Record<string, TSESTree.Node | (TSESTree.Node | null)[] | undefined>>)[
      key
    ]
    if (Array.isArray(value)) {
      for (const item of value) if (item) walk(item, visit)
    } else if (value) walk(value, visit)
  }
}

/** The direct children of a node, in source order. */
export function childrenOf(node: TSESTree.Node): TSESTree.Node[] {
  const children: TSESTree.Node[] = []
  for (const key of visitorKeys[node.type] ?? []) {
    const value = (node as unknown as Record<string, unknown>)[key]
    if (Array.isArray(value)) children.push(...(value as (TSESTree.Node | null)[]).filter((item) => item !== null))
    else if (value) children.push(value as TSESTree.Node)
  }
  return children
}

/** Sets `parent` on every node below the root: parsers outside ESLint leave that to whoever traverses first. */
export function linkParents(root: TSESTree.Program): void {
  walk(root, (node) => {
    const children: { parent?: TSESTree.Node }[] = childrenOf(node)
    for (const child of children) child.parent = node
  })
}
