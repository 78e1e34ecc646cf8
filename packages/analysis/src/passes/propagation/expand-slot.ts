import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { argumentSources } from './argument-sources.ts'
import { classifyReference, computedReferences } from './classify-reference.ts'
import {
  forcing,
  forcingSlots,
  joined,
  NOTHING,
  stoppedBy,
  type Expansion,
  type PropagationContext,
} from './expansion.ts'
import { declaredFunctionType, inType } from './declared-function-type.ts'
import { resultChange } from './result-change.ts'
import { parameterName } from './parameter-slots.ts'
import { sourceOf } from './source-of.ts'

/**
 * What follows where the value of a name is a function that returns a promise from now on: its declarations say so, the
 * functions that it stands for are async, and every reference knows.
 */
export function expandSlot(context: PropagationContext, symbol: SymbolHandle): Expansion {
  const own = context.oracle.declarationsOf(symbol).flatMap((one) => (one.kind === 'project' ? [one.node] : []))
  const [first] = own
  if (!first) return NOTHING
  const isMember = ('key' in first && first.parent.type !== 'ObjectPattern') || first.type === 'MemberExpression'
  const possible = isMember ? context.references.possibleReferencesTo(symbol) : []
  return joined([
    ...own.map((node) => expandDeclaration(context, node)),
    'key' in first && isMember ? family(context, symbol, first) : NOTHING,
    ...context.references.referencesTo(symbol).map((reference) => classifyReference(context, reference)),
    ...possible.map((reference) => stoppedBy('unclassified-reference', reference)),
  ])
}

function family(
  context: PropagationContext,
  symbol: SymbolHandle,
  member: Extract<TSESTree.Node, { key: unknown }>,
): Expansion {
  const { oracle } = context
  const others = oracle.memberFamily(symbol).filter((other) => other !== symbol)
  const pending = others.filter((other) => oracle.resultOf(other) !== 'accepts-promise')
  const isForeign = (other: SymbolHandle) => oracle.declarationsOf(other).some(({ kind }) => kind === 'dependency')
  const name = staticName(member)
  return joined([
    pending.some(isForeign) ? stoppedBy('dependency-signature', member) : forcingSlots(pending, member),
    name === undefined ? NOTHING : computedReferences(context, symbol, name, member),
  ])
}

function expandDeclaration(context: PropagationContext, node: TSESTree.Node): Expansion {
  const { oracle } = context
  if (isFunctionNode(node)) return sourceOf(context, node)
  switch (node.type) {
    case 'TSDeclareFunction':
    case 'TSMethodSignature':
      return 'kind' in node && node.kind !== 'method' ? stoppedBy('accessor', node) : resultChange(node.returnType)
    case 'VariableDeclarator':
      return joined([
        declaredFunctionType(context, annotationOf(node.id)),
        node.init ? sourceOf(context, node.init) : NOTHING,
      ])
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      if (isFunctionNode(node.value)) return forcing({ kind: 'function', fn: node.value }, node)
      return resultChange(node.value.returnType)
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return joined([
        declaredFunctionType(context, annotationOf(node)),
        node.value ? sourceOf(context, node.value) : NOTHING,
      ])
    case 'TSPropertySignature':
    case 'TSAbstractPropertyDefinition':
      return declaredFunctionType(context, annotationOf(node))
    case 'Property':
      if (node.parent.type === 'ObjectPattern') return forcingSlots(oracle.symbolsAt(node.key), node)
      return sourceOf(context, node.value)
    case 'Identifier':
      if (node.parent.type === 'TSParameterProperty') return expandDeclaration(context, node.parent)
      return joined([declaredFunctionType(context, annotationOf(node)), argumentSources(context, node)])
    case 'AssignmentPattern':
      return joined([
        declaredFunctionType(context, annotationOf(node.left)),
        sourceOf(context, node.right),
        argumentSources(context, node),
      ])
    case 'TSParameterProperty':
      return joined([
        declaredFunctionType(context, annotationOf(parameterName(node) ?? node)),
        forcingSlots(oracle.symbolsAt(parameterName(node) ?? node), node),
        argumentSources(context, node),
      ])
    case 'TSTypeAliasDeclaration':
      return inType(context, node.typeAnnotation)
    case 'TSInterfaceDeclaration':
      return joined(
        node.body.body.map((member) =>
          member.type === 'TSCallSignatureDeclaration'
            ? resultChange(member.returnType)
            : stoppedBy('unclassified-reference', member),
        ),
      )
    case 'ExportDefaultDeclaration':
      return sourceOf(context, node.declaration)
    case 'AssignmentExpression':
      return sourceOf(context, node.right)
    // In JavaScript, `exports.find = …` and `this.find = …` declare; the assignment is a reference like any other.
    case 'MemberExpression':
      return NOTHING
    default:
      return stoppedBy('unclassified-reference', node)
  }
}

function annotationOf(node: TSESTree.Node): TSESTree.TSTypeAnnotation | undefined {
  return 'typeAnnotation' in node ? (node.typeAnnotation as TSESTree.TSTypeAnnotation | undefined) : undefined
}
