import type { TSESTree } from '@typescript-eslint/types'
import { innermostExpression } from './transparent-parent.ts'

/** An expression as messages show it: names stay, arguments become `…`. */
export function excerpt(expression: TSESTree.Node): string {
  const node = innermostExpression(expression)
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
      return node.type === 'Identifier' ? node.name : `#${node.name}`
    case 'ThisExpression':
      return 'this'
    case 'Super':
      return 'super'
    case 'Literal':
      return node.raw
    case 'CallExpression':
      return `${excerpt(node.callee)}${node.optional ? '?.' : ''}(${node.arguments.length === 0 ? '' : argumentsOf(node)})`
    case 'TaggedTemplateExpression':
      return `${excerpt(node.tag)}\`…\``
    case 'MemberExpression': {
      const dot = node.optional ? '?.' : '.'
      const property = excerpt(node.property)
      if (node.computed) return `${excerpt(node.object)}${node.optional ? '?.' : ''}[${property}]`
      return `${excerpt(node.object)}${dot}${property}`
    }
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return node.async ? '(async () => …)' : '(() => …)'
    case 'AwaitExpression':
      return `(await ${excerpt(node.argument)})`
    default:
      return '…'
  }
}

/** A single name is as short as the ellipsis, and says more. */
function argumentsOf(call: TSESTree.CallExpression): string {
  const [only] = call.arguments
  return call.arguments.length === 1 && only?.type === 'Identifier' ? only.name : '…'
}
