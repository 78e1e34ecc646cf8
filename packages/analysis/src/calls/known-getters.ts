import type { TSESTree } from '@typescript-eslint/types'
import type { FunctionNode } from '../syntax/function-node.ts'
import { staticName } from '../syntax/static-name.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { oncePerContext } from '../types/once-per-context.ts'

/** The getters of the project that a member's read may run. A getter is a function that runs without being called. */
export function knownGetters(context: AnalysisContext, member: TSESTree.MemberExpression): FunctionNode[] {
  const name = staticName(member)
  if (name === undefined || !getterNames(context).has(name) || isWritten(member)) return []
  const { oracle } = context
  return oracle
    .symbolsAt(member.property)
    .flatMap((symbol) => oracle.declarationsOf(symbol))
    .flatMap((declaration) => (declaration.kind === 'project' ? getterOf(declaration.node) : []))
}

/** Asking what a member is asks for its receiver's type, which is dear: most names belong to no getter. */
const getterNames = oncePerContext(
  ({ sources }): ReadonlySet<string> =>
    new Set(
      sources
        .fileNames()
        .flatMap((file) =>
          Array.from(sources.textOf(file).matchAll(/\bget\s+(#?[\w$]+)\s*\(\s*\)/g), ([, name = '']) => name),
        ),
    ),
)

function getterOf(node: TSESTree.Node): FunctionNode[] {
  const isGetter = (node.type === 'MethodDefinition' || node.type === 'Property') && node.kind === 'get'
  return isGetter && node.value.type === 'FunctionExpression' ? [node.value] : []
}

function isWritten(member: TSESTree.MemberExpression): boolean {
  const { parent } = member
  return parent.type === 'AssignmentExpression' && parent.left === member && parent.operator === '='
}
