import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { Loop } from './find-loops.ts'

/**
 * True where a loop looks for something: after the query it may end before its last turn. What it does when a row is
 * missing (`if (!user) return response.status(404)`) is no such end, nor is an error. A callback can't end its loop.
 */
export function isSearch({ node, body }: Loop, query: TSESTree.Node): boolean {
  if (node.type === 'CallExpression') return false
  let searches = false
  walk(body, (at) => {
    if (isFunctionNode(at)) return 'skip'
    const isEnd = at.type === 'ReturnStatement' || (at.type === 'BreakStatement' && endsLoop(at, body))
    if (isEnd && at.range[1] > query.range[0] && !isGuard(at, body)) searches = true
    return undefined
  })
  return searches
}

function endsLoop(statement: TSESTree.BreakStatement, body: TSESTree.Node): boolean {
  if (statement.label) return true
  for (let at = statement.parent; at !== body && at.parent; at = at.parent)
    if (/^(?:For|While|DoWhile|Switch)/.test(at.type)) return false
  return true
}

/** An answer that is given because something is missing. */
function isGuard(statement: TSESTree.ReturnStatement | TSESTree.BreakStatement, body: TSESTree.Node): boolean {
  if (statement.type === 'BreakStatement' || !statement.argument) return false
  const answer = innermostExpression(statement.argument)
  const given = answer.type === 'AwaitExpression' ? answer.argument : answer
  if (!/^(?:CallExpression|NewExpression|ObjectExpression)$/.test(given.type)) return false
  for (let at: TSESTree.Node = statement; at !== body && at.parent; at = at.parent)
    if (at.parent.type === 'IfStatement' && at.parent.consequent === at && isMissing(at.parent.test)) return true
  return false
}

function isMissing(test: TSESTree.Node): boolean {
  const node = innermostExpression(test)
  if (node.type === 'LogicalExpression') return isMissing(node.left) || isMissing(node.right)
  if (node.type === 'UnaryExpression') return node.operator === '!'
  return node.type === 'BinaryExpression' && [node.left, node.right].some(isNothing)
}

function isNothing(node: TSESTree.Node): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined'
  return node.type === 'Literal' && (node.value === null || node.value === 0 || node.value === 1)
}
