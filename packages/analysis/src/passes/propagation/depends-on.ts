import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { walk } from '../../syntax/walk.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { mayBothRun } from '../queries/may-both-run.ts'

/**
 * True where what a later expression does hangs on the value of an earlier one in the same body: it is computed from it,
 * it stands under a condition on it, or behind one that leaves. The value may have been put into a variable on the way.
 */
export function dependsOn(unit: SourceUnit, later: TSESTree.Node, earlier: TSESTree.Node): boolean {
  if (!mayBothRun(earlier, later)) return false
  return valuesOf(unit, earlier).some(
    (value) => contains(later, value) || conditionsOf(value).some((condition) => decides(condition, later)),
  )
}

/** The expression, and the names of the variables that its value was put into. */
function valuesOf(unit: SourceUnit, expression: TSESTree.Node): TSESTree.Node[] {
  const values: TSESTree.Node[] = [expression]
  const known = new Set<Variable>()
  for (const value of values)
    for (const variable of variablesFrom(unit, value)) {
      if (known.has(variable)) continue
      known.add(variable)
      values.push(...variable.references.filter((one) => one.isRead()).map(({ identifier }) => identifier))
    }
  return values
}

/** The variables that are declared with a value, or assigned it. */
function variablesFrom(unit: SourceUnit, value: TSESTree.Node): readonly Variable[] {
  for (let at = value; at.parent && !isFunctionNode(at); at = at.parent) {
    const { parent } = at
    if (parent.type === 'VariableDeclarator' && parent.init === at) return unit.scopes.getDeclaredVariables(parent)
    if (parent.type === 'ForOfStatement' && parent.right === at) return unit.scopes.getDeclaredVariables(parent.left)
  }
  return []
}

/** The tests that a value stands in. */
function conditionsOf(value: TSESTree.Node): TSESTree.Node[] {
  const found: TSESTree.Node[] = []
  for (let at = value; at.parent && !isFunctionNode(at); at = at.parent) {
    const { parent } = at
    const isTest = 'test' in parent && parent.test === at
    if (isTest || (parent.type === 'LogicalExpression' && parent.left === at)) found.push(parent)
    if (parent.type === 'SwitchStatement' && parent.discriminant === at) found.push(parent)
  }
  return found
}

function decides(condition: TSESTree.Node, later: TSESTree.Node): boolean {
  if (contains(condition, later)) return true
  if (condition.type !== 'IfStatement') return false
  let leaves = false
  walk(condition, (node) => {
    if (isFunctionNode(node)) return 'skip'
    if (/^(?:Return|Throw|Break|Continue)Statement$/.test(node.type)) leaves = true
    return undefined
  })
  return leaves
}

function contains(outer: TSESTree.Node, { range }: TSESTree.Node): boolean {
  return outer.range[0] <= range[0] && range[1] <= outer.range[1]
}
