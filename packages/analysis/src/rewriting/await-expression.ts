import type { TSESTree } from '@typescript-eslint/types'
import type { SourceUnit } from '../types/source-provider.ts'
import { awaitParentheses, continuesLineBefore } from './await-parentheses.ts'
import { insertion, surrounding, type Edit } from './rewrite.ts'

/**
 * Waits for an expression's value where it stands: `f().name` → `(await f()).name`. In an optional chain that goes on,
 * what follows is skipped as before: `user?.save().name` → `(await user?.save())?.name`.
 *
 * @param access a member of the result that takes its place, such as `[0]`
 */
export function awaitExpression(unit: SourceUnit, expression: TSESTree.Expression, access = ''): Edit[] {
  // The await takes the whole of an optional chain that ends here.
  const node = expression.parent.type === 'ChainExpression' ? expression.parent : expression
  const [opening, close] = access === '' ? awaitParentheses(unit, node) : accessParentheses(unit, node, access)
  const [separator, open] = opening.startsWith(';') ? [SEPARATOR, opening.slice(1)] : ['', opening]
  const skipping = close === ')' && isShortCircuiting(expression) ? optionalLink(unit, expression) : []
  const [before, behind] = LOOSER_THAN_AWAIT.has(node.type) ? ['(', ')'] : ['', '']
  const [start] = node.range
  return [
    ...(separator === '' ? [] : [{ ...insertion(unit, start, separator), around: [start, unit.text.length] as const }]),
    ...surrounding(unit, node.range, `${open}await ${before}`, `${behind}${close}`),
    ...skipping,
  ]
}

function accessParentheses(unit: SourceUnit, node: TSESTree.Node, access: string): readonly [string, string] {
  const link = node.type === 'ChainExpression' ? (access.startsWith('.') ? '?' : '?.') : ''
  return [continuesLineBefore(unit, node) ? ';(' : '(', `)${link}${access}`]
}

/** Ends the statement before; an edit of its own, because another may put something before the parenthesis. */
export const SEPARATOR = ';'

/** Expressions of which `await` would take the beginning alone. */
const LOOSER_THAN_AWAIT = new Set([
  ...['ConditionalExpression', 'LogicalExpression', 'BinaryExpression', 'AssignmentExpression', 'SequenceExpression'],
  ...['TSAsExpression', 'TSSatisfiesExpression', 'ArrowFunctionExpression', 'YieldExpression'],
])

/** True where something to the left of an expression may end its optional chain. */
function isShortCircuiting(expression: TSESTree.Expression): boolean {
  let at: TSESTree.Node = expression
  while (at.type === 'CallExpression' || at.type === 'MemberExpression' || at.type === 'TSNonNullExpression') {
    if (at.type !== 'TSNonNullExpression' && at.optional) return true
    at = at.type === 'CallExpression' ? at.callee : at.type === 'MemberExpression' ? at.object : at.expression
  }
  return false
}

function optionalLink(unit: SourceUnit, { parent, range }: TSESTree.Expression): Edit[] {
  if (parent.type === 'MemberExpression' && !parent.optional) {
    if (parent.computed) return [insertion(unit, unit.text.indexOf('[', range[1]), '?.')]
    return [insertion(unit, unit.text.lastIndexOf('.', parent.property.range[0]), '?')]
  }
  if (parent.type === 'CallExpression' && !parent.optional)
    return [insertion(unit, unit.text.indexOf('(', range[1]), '?.')]
  return []
}
