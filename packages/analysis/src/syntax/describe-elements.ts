import type { TSESTree } from '@typescript-eslint/types'
import { excerpt } from './excerpt.ts'
import { innermostExpression } from './transparent-parent.ts'

/** What a loop goes through, as messages say it: ``each `post` of `posts` ``. */
export function describeElements(elements: readonly TSESTree.Node[], collection: TSESTree.Node): string {
  const [element] = elements
  const each = element?.type === 'Identifier' ? `each \`${element.name}\`` : 'each element'
  const source = innermostExpression(collection)
  return `${each} of \`${excerpt(source.type === 'AwaitExpression' ? source.argument : source)}\``
}
