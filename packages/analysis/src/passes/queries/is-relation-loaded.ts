import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { operationAt } from './find-queries.ts'

/** True where a function around a read asks for the relation by name: `selectRelated('user')`, `aload('user')`. */
export function isRelationLoaded(context: AnalysisContext, read: TSESTree.Node): boolean {
  const relation = read.type === 'MemberExpression' ? staticName(read) : undefined
  let outermost: TSESTree.Node | undefined
  for (let fn = enclosingFunction(read); fn; fn = enclosingFunction(fn)) outermost = fn
  if (!outermost || relation === undefined) return false
  let loaded = false
  walk(outermost, (node) => {
    loaded ||=
      node.type === 'CallExpression' &&
      node.arguments.some((argument) => argument.type === 'Literal' && namesRelation(argument.value, relation)) &&
      operationAt(context, innermostExpression(node.callee)) !== undefined
  })
  return loaded
}

function namesRelation(argument: unknown, relation: string): boolean {
  return argument === relation || (typeof argument === 'string' && argument.startsWith(`${relation}__`))
}
