import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode, type FunctionNode } from './function-node.ts'

/** Whose body an `await` in an expression's place would belong to, or why none can stand there. */
export type AwaitPlace =
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  | { readonly kind: 'module'; readonly program: TSESTree.Program }
  | {
      readonly kind: 'nowhere'
      readonly because: 'class-field' | 'static-block' | 'default-parameter' | 'namespace'
      readonly at: TSESTree.Node
    }

export function awaitPlace(node: TSESTree.Node): AwaitPlace {
  let from = node
  for (let at = node.parent; at; from = at, at = at.parent) {
    if (isFunctionNode(at)) return at.body === from ? { kind: 'function', fn: at } : nowhere('default-parameter', from)
    if (at.type === 'StaticBlock') return nowhere('static-block', at)
    if ((at.type === 'PropertyDefinition' || at.type === 'AccessorProperty') && at.value === from)
      return nowhere('class-field', at)
    if (at.type === 'TSModuleBlock') return nowhere('namespace', at)
    if (at.type === 'Program') return { kind: 'module', program: at }
  }
  throw new Error('A node whose parents are not linked was asked for its place.')
}

type Nowhere = Extract<AwaitPlace, { kind: 'nowhere' }>

function nowhere(because: Nowhere['because'], at: TSESTree.Node): Nowhere {
  return { kind: 'nowhere', because, at }
}
