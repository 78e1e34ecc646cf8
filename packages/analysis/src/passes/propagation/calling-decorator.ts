import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { chainRoot } from '../../syntax/chain.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { returnedExpressions } from '../../syntax/own-nodes.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { PropagationContext } from './expansion.ts'

/**
 * The decorator of the project's own that calls the method which it decorates, and takes a promise for its result.
 * Frameworks wait for what they call, and a decorator that only notes the method down does not mind.
 */
export function callingDecorator(context: PropagationContext, method: TSESTree.Node): TSESTree.Decorator | undefined {
  const decorators = 'decorators' in method ? (method.decorators as readonly TSESTree.Decorator[]) : []
  return decorators.find((decorator) => bodiesOf(context, decorator).some(callsWhatItIsGiven))
}

/** The decorator's function, or the one that its factory answers. */
function bodiesOf(context: PropagationContext, { expression }: TSESTree.Decorator): FunctionNode[] {
  if (expression.type !== 'CallExpression') return knownCallees(context, { callee: expression })
  const factories = knownCallees(context, expression)
  return factories.flatMap(returnedExpressions).map(innermostExpression).filter(isFunctionNode)
}

/** The method is the first parameter, or the `value` of the third one where decorators are experimental. */
function callsWhatItIsGiven({ params, body }: FunctionNode): boolean {
  const [method, , descriptor] = params.map((parameter) =>
    parameter.type === 'Identifier' ? parameter.name : undefined,
  )
  let found = false
  walk(body, (node) => {
    if (node.type === 'CallExpression') {
      const root = chainRoot(node)
      if (root.type === 'Identifier' && root.name === method) found = true
    }
    if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === descriptor)
      found = true
  })
  return found
}
