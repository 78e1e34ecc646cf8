import type { TSESTree } from '@typescript-eslint/types'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { Loop } from './find-loops.ts'

/**
 * The loop whose body a node is: over a collection, by a counter that runs to a collection's length, or until a collection
 * is drained. Loops that wait for a condition, that try again, or that ask for page after page are over no collection.
 */
export function loopOfStatement(statement: TSESTree.Node, body: TSESTree.Node): Loop | undefined {
  switch (statement.type) {
    case 'ForOfStatement':
    case 'ForInStatement':
      return statement.body === body
        ? { ...loop(statement, body, statement.right), elements: [patternOf(statement.left)] }
        : undefined
    case 'ForStatement':
      return statement.body === body ? countedLoop(statement) : undefined
    case 'WhileStatement':
    case 'DoWhileStatement':
      return statement.body === body ? drainingLoop(statement) : undefined
    default:
      return undefined
  }
}

function loop(node: TSESTree.Node, body: TSESTree.Node, collection: TSESTree.Node): Loop {
  return { node, body, collection, elements: [], counter: undefined, drains: false, turns: 'in-turn' }
}

function patternOf(left: TSESTree.Node): TSESTree.Node {
  return left.type === 'VariableDeclaration' ? left.declarations[0].id : left
}

function countedLoop(statement: TSESTree.ForStatement): Loop | undefined {
  const { init, test, update, body } = statement
  const counter = counterOf(update)
  const collection = measuredIn(test) ?? measuredIn(init)
  return counter !== undefined && collection ? { ...loop(statement, body, collection), counter } : undefined
}

/** The name that goes up or down by one: a larger step takes a part of a collection at a time. */
function counterOf(update: TSESTree.Expression | null): string | undefined {
  if (update?.type === 'UpdateExpression')
    return update.argument.type === 'Identifier' ? update.argument.name : undefined
  const isOne = update?.type === 'AssignmentExpression' && update.right.type === 'Literal' && update.right.value === 1
  return isOne && update.left.type === 'Identifier' ? update.left.name : undefined
}

/** `list` of a header's `i < list.length`. */
function measuredIn(node: TSESTree.Node | null): TSESTree.Node | undefined {
  let found: TSESTree.Node | undefined
  if (node)
    walk(node, (at) => {
      if (at.type === 'MemberExpression' && /^(?:length|size)$/.test(staticName(at) ?? '')) found ??= at.object
    })
  return found
}

function drainingLoop(statement: TSESTree.WhileStatement | TSESTree.DoWhileStatement): Loop | undefined {
  const collection = measuredIn(statement.test)
  const node = collection && innermostExpression(collection)
  return node?.type === 'Identifier' ? { ...loop(statement, statement.body, node), drains: true } : undefined
}
