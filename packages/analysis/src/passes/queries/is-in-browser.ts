import type { TSESTree } from '@typescript-eslint/types'
import type { Profile } from '../../profiles/profile.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'

/**
 * True where a program runs in a browser, as a profile tells it: in a folder of this name, or in a branch that a flag of
 * the library guards, `if (isClient) …` or what follows `if (isServer) return`.
 */
export function isInBrowser(context: AnalysisContext, { browser, modules }: Profile, node: TSESTree.Node): boolean {
  if (!browser) return false
  const { fileName } = context.sources.unitAt(node)
  if (fileName.split('/').slice(0, -1).includes(browser.folder)) return true

  const isFlag = (test: TSESTree.Node, name: string) =>
    test.type === 'MemberExpression' &&
    test.property.type === 'Identifier' &&
    test.property.name === name &&
    context.oracle.identitiesAt(test).some(({ module }) => modules.includes(module))

  /** What a test says where it is true, and where it is false. */
  const says = (test: TSESTree.Node, value: 'true' | 'false'): boolean => {
    const expression = innermostExpression(test)
    if (expression.type === 'UnaryExpression' && expression.operator === '!')
      return says(expression.argument, value === 'true' ? 'false' : 'true')
    if (expression.type === 'LogicalExpression' && (expression.operator === '&&') === (value === 'true'))
      return says(expression.left, value) || says(expression.right, value)
    return isFlag(expression, value === 'true' ? browser.when : browser.unless)
  }

  for (let at: TSESTree.Node = node; at.parent; at = at.parent) {
    const { parent } = at
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
      if (at === parent.consequent && says(parent.test, 'true')) return true
      if (at === parent.alternate && says(parent.test, 'false')) return true
    }
    if (parent.type === 'LogicalExpression' && at === parent.right && parent.operator !== '??')
      if (says(parent.left, parent.operator === '&&' ? 'true' : 'false')) return true
    if (parent.type === 'BlockStatement' && isFunctionNode(parent.parent)) {
      const before = parent.body.slice(0, parent.body.indexOf(at as TSESTree.Statement))
      if (before.some((one) => one.type === 'IfStatement' && isReturn(one.consequent) && says(one.test, 'false')))
        return true
    }
  }
  return false
}

function isReturn(statement: TSESTree.Statement): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement'
}
