import type { TSESTree } from '@typescript-eslint/types'

/**
 * The origin that a `fetch` reads from, where its text says all that matters: a literal address, and no options but an
 * optional literal method GET or HEAD. Undefined for every other call, which may do anything (semantics.md B11).
 */
export function fetchedOrigin({ arguments: [address, options] }: TSESTree.CallExpression): string | undefined {
  const text = literalStart(address)
  if (text === undefined || (options && !isPlainRead(options))) return undefined
  return /^(https?:\/\/[^/?#]+)[/?#]/.exec(`${text.start}${text.isWhole ? '/' : ''}`)?.[1]
}

function literalStart(node: TSESTree.Node | undefined): { start: string; isWhole: boolean } | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return { start: node.value, isWhole: true }
  const start = node?.type === 'TemplateLiteral' ? node.quasis[0]?.value.cooked : undefined
  return typeof start !== 'string' ? undefined : { start, isWhole: false }
}

function isPlainRead(options: TSESTree.Node): boolean {
  return (
    options.type === 'ObjectExpression' &&
    options.properties.every(
      (property) =>
        property.type === 'Property' &&
        property.key.type === 'Identifier' &&
        property.key.name === 'method' &&
        property.value.type === 'Literal' &&
        /^(?:GET|HEAD)$/.test(String(property.value.value)),
    )
  )
}
