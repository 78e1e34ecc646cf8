import type { TSESTree } from '@typescript-eslint/types'
import { awaitPlace } from '../syntax/await-place.ts'
import { walk } from '../syntax/walk.ts'
import type { SourceProvider } from '../types/source-provider.ts'

/** A name for a new variable beside a node: the wanted one, with a number where the function uses it already. */
export type FreshNames = (node: TSESTree.Node, wanted: string) => string

/** Gives no name twice within one function, or within one module outside of functions. */
export function freshNames(sources: SourceProvider): FreshNames {
  const takenBy = new Map<TSESTree.Node, Set<string>>()
  return (node, wanted) => {
    const place = awaitPlace(node)
    const scope = place.kind === 'function' ? place.fn : sources.unitAt(node).ast
    const taken = takenBy.get(scope) ?? namesIn(scope)
    takenBy.set(scope, taken)
    let name = wanted
    for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`
    taken.add(name)
    return name
  }
}

function namesIn(scope: TSESTree.Node): Set<string> {
  const names = new Set<string>()
  walk(scope, (node) => {
    if (node.type === 'Identifier') names.add(node.name)
  })
  return names
}
