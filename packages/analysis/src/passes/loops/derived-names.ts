import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { chainRoot } from '../../syntax/chain.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { SourceUnit } from '../../types/source-provider.ts'

/** A variable, or the name of a global that no declaration in the file gives. */
export type Name = Variable | string

/** What comes from a source: the variables that hold something of it, and the expressions that mention it. */
export interface Derived {
  readonly names: ReadonlySet<Name>
  /** The places in a node where something of the source is mentioned. */
  readonly mentionsIn: (node: TSESTree.Node) => readonly TSESTree.Node[]
}

export interface Source {
  readonly patterns: readonly TSESTree.Node[]
  /** True for further expressions that give what is followed. */
  readonly isGiven: (node: TSESTree.Node) => boolean
}

/**
 * Follows values through a body's declarations, assignments, inner loops and callbacks. An object that is filled counts
 * if it is made in the body. What comes back from a call that was given the value counts as derived.
 */
export function derivedNames(unit: SourceUnit, body: TSESTree.Node, source: Source): Derived {
  const names = new Set<Name>(source.patterns.flatMap((pattern) => namesBoundBy(unit, pattern)))
  const mentionsIn = (node: TSESTree.Node): TSESTree.Node[] => {
    const found: TSESTree.Node[] = []
    walk(node, (at) => {
      const isNamed = at.type === 'Identifier' && !isPropertyName(at) && names.has(nameAt(unit, at))
      if (isNamed || source.isGiven(at)) found.push(at)
    })
    return found
  }
  const isDerived = (node: TSESTree.Node | null | undefined) => Boolean(node) && mentionsIn(node!).length > 0
  const isMadeIn = (name: TSESTree.Identifier) => {
    const declared = variableOf(unit.scopes, name)?.defs[0]?.name
    return declared !== undefined && body.range[0] <= declared.range[0] && declared.range[1] <= body.range[1]
  }
  for (let size = -1; size !== names.size;) {
    size = names.size
    walk(body, (node) => {
      for (const target of targetsOf(node, isDerived))
        if (target.type !== 'MemberExpression') for (const name of namesBoundBy(unit, target)) names.add(name)
        else {
          const root = chainRoot(target)
          if (root.type === 'Identifier' && isMadeIn(root)) names.add(nameAt(unit, root))
        }
    })
  }
  return { names, mentionsIn }
}

/** What a node gives a derived value to. */
function targetsOf(
  node: TSESTree.Node,
  isDerived: (node: TSESTree.Node | null | undefined) => boolean,
): readonly TSESTree.Node[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return isDerived(node.init) ? [node.id] : []
    case 'AssignmentExpression':
      return isDerived(node.right) ? [node.left] : []
    case 'ForOfStatement':
    case 'ForInStatement':
      if (!isDerived(node.right)) return []
      return node.left.type === 'VariableDeclaration' ? node.left.declarations.map(({ id }) => id) : [node.left]
    case 'CallExpression': {
      const callee = innermostExpression(node.callee)
      if (callee.type !== 'MemberExpression') return []
      const callbacks = node.arguments.filter((argument) => isFunctionNode(argument))
      if (callbacks.length > 0 && isDerived(callee.object)) return callbacks.flatMap(({ params }) => params)
      return FILLING.has(staticName(callee) ?? '') && node.arguments.some(isDerived) ? [callee] : []
    }
    default:
      return []
  }
}

const FILLING = new Set(['push', 'unshift', 'add', 'set'])

export function nameAt(unit: SourceUnit, name: TSESTree.Identifier): Name {
  return variableOf(unit.scopes, name) ?? name.name
}

function namesBoundBy(unit: SourceUnit, pattern: TSESTree.Node): Name[] {
  switch (pattern.type) {
    case 'Identifier':
      return [nameAt(unit, pattern)]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesBoundBy(unit, property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesBoundBy(unit, element) : []))
    case 'AssignmentPattern':
      return namesBoundBy(unit, pattern.left)
    case 'RestElement':
      return namesBoundBy(unit, pattern.argument)
    case 'TSParameterProperty':
      return namesBoundBy(unit, pattern.parameter)
    default:
      return []
  }
}

function isPropertyName(name: TSESTree.Identifier): boolean {
  const { parent } = name
  if (parent.type === 'MemberExpression') return parent.property === name && !parent.computed
  if (parent.type === 'Property') return parent.key === name && !parent.computed && !parent.shorthand
  return (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') && parent.key === name
}
