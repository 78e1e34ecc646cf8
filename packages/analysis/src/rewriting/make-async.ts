import type { TSESTree } from '@typescript-eslint/types'
import type { FunctionNode } from '../syntax/function-node.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import type { Edit } from './rewrite.ts'

/** The edit that makes a function async: the word stands before `function`, the parameters, or a method's name. */
export function makeAsync({ fileName, text }: SourceUnit, fn: FunctionNode): Edit[] {
  const { parent } = fn
  const isMethod = parent.type === 'MethodDefinition' || (parent.type === 'Property' && parent.method)
  const at = isMethod ? nameStart(parent, fn, text) : fn.range[0]
  return [{ fileName, at, remove: 0, insert: 'async ', around: [at, fn.range[1]] }]
}

function nameStart(method: TSESTree.MethodDefinition | TSESTree.Property, fn: FunctionNode, text: string): number {
  const start = method.computed ? text.lastIndexOf('[', method.key.range[0]) : method.key.range[0]
  return fn.generator ? text.lastIndexOf('*', start) : start
}
