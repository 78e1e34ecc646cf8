import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'

/** A declaration whose copy may stand behind it under another name. */
export interface TwinPlace {
  /** What is copied: a statement, a member, a property; several where a function has overloads. */
  readonly nodes: readonly [TSESTree.Node, ...TSESTree.Node[]]
  /** The names in it that the twin's name replaces. */
  readonly names: readonly TSESTree.Node[]
}

/**
 * Where the twin of a name stands, by the name's declarations of the project. None where a copy would not be the same
 * again: a variable that changes, a value that is computed, what a decorator registers.
 */
export function twinPlace(declarations: readonly TSESTree.Node[]): TwinPlace | undefined {
  const places = declarations.map(placeOf)
  const found = places.filter((place) => place !== undefined)
  const [first, ...others] = found
  if (!first || found.length < places.length) return undefined
  if (others.length === 0) return first
  const nodes = found.flatMap((place) => place.nodes).sort((a, b) => a.range[0] - b.range[0])
  const [head] = nodes
  const siblings = head ? siblingsOf(head) : []
  const from = head ? siblings.indexOf(head) : -1
  const areOverloads = nodes.every((node, index) => siblings[from + index] === node && isOverload(node))
  return head && areOverloads
    ? { nodes: [head, ...nodes.slice(1)], names: found.flatMap(({ names }) => names) }
    : undefined
}

function placeOf(node: TSESTree.Node): TwinPlace | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSTypeAliasDeclaration':
      return node.id ? statement(node, node.id) : undefined
    case 'VariableDeclarator':
      return node.parent.kind === 'const' && node.parent.declarations.length === 1 && node.init && isCopied(node.init)
        ? statement(node.parent, node.id)
        : undefined
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
    case 'TSMethodSignature':
      return node.kind === 'method' ? member(node) : undefined
    case 'PropertyDefinition':
      return node.value && isFunctionNode(innermostExpression(node.value)) ? member(node) : undefined
    case 'TSPropertySignature':
    case 'TSAbstractPropertyDefinition':
      return member(node)
    case 'Property':
      if (node.parent.type === 'ObjectPattern')
        return node.value.type === 'Identifier' ? { nodes: [node], names: [node.value] } : undefined
      return isCopied(node.value) ? member(node) : undefined
    case 'MemberExpression':
      return node.parent.type === 'AssignmentExpression' &&
        node.parent.parent.type === 'ExpressionStatement' &&
        isCopied(node.parent.right)
        ? { nodes: [node.parent.parent], names: [node.property] }
        : undefined
    default:
      return undefined
  }
}

function statement(node: TSESTree.Node, name: TSESTree.Node): TwinPlace | undefined {
  const { parent } = node
  if (name.type !== 'Identifier' || !parent) return undefined
  if (parent.type === 'ExportNamedDeclaration') return { nodes: [parent], names: [name] }
  return siblingsOf(node).includes(node) ? { nodes: [node], names: [name] } : undefined
}

function member(
  node: Extract<TSESTree.Node, { key: unknown }> & { decorators?: readonly unknown[] },
): TwinPlace | undefined {
  const isNamed = staticName(node) !== undefined
  if (!isNamed || (node.decorators?.length ?? 0) > 0) return undefined
  return { nodes: [node], names: [node.key] }
}

/** A function, or the name of one. */
function isCopied(value: TSESTree.Node): boolean {
  const inner = innermostExpression(value)
  return isFunctionNode(inner) || inner.type === 'Identifier' || inner.type === 'MemberExpression'
}

const isOverload = (node: TSESTree.Node) =>
  /^(?:ExportNamed|Function)Declaration$|^TSDeclareFunction$|^MethodDefinition$|^TSMethodSignature$/.test(node.type)

function siblingsOf({ parent }: TSESTree.Node): readonly TSESTree.Node[] {
  return parent && 'body' in parent && Array.isArray(parent.body) ? parent.body : []
}
