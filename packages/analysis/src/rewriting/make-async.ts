import type { TSESTree } from '@typescript-eslint/types'
import type { FunctionNode } from '../syntax/function-node.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import type { Edit } from './rewrite.ts'

/** The edit that makes a function async: the word stands before `function`, the parameters, or a method's name. */
export function makeAsync({ fileName, text }: SourceUnit, fn: FunctionNode): Edit[] {
  const { parent } = fn
  const isMethod = parent.type === 'MethodDefinition' || (parent.type === 'Property' && parent.method)
  const at = isMethod ? nameStart(parent, text) : fn.range[0]
  return [{ fileName, at, remove: 0, insert: 'async ', around: [at, fn.range[1]] }]
}

function nameStart(method: TSESTree.MethodDefinition | TSESTree.Property, text: string): number {
  const start = method.key.range[0]
  return method.computed ? text.lastIndexOf('[', start) : start
}
