import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction, isFunctionNode } from './function-node.ts'
import { outermostWrapper } from './transparent-parent.ts'

/** A call that is handed an object, or a callback that returns it. */
export interface GivenObject {
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression
  /** Which argument it is. */
  readonly index: number
}

/** The call that a member's object is handed to, however deep it lies in other objects and arrays: `run({ load() {} })`. */
export function givenObject(member: TSESTree.Property): GivenObject | undefined {
  const literal = outermostLiteral(member.parent)
  return givenTo(literal) ?? givenTo(returning(literal))
}

/** The whole literal that an object or array is part of. */
export function outermostLiteral(object: TSESTree.Node): TSESTree.Node {
  const node = outermostWrapper(object)
  const { parent } = node
  if (parent?.type === 'ArrayExpression') return outermostLiteral(parent)
  return parent?.type === 'Property' && parent.value === node && parent.parent.type === 'ObjectExpression'
    ? outermostLiteral(parent.parent)
    : node
}

/** The call that an expression is an argument of. */
export function givenTo(argument: TSESTree.Node | undefined): GivenObject | undefined {
  const call = argument?.parent
  if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return undefined
  const index = call.arguments.findIndex((one) => one === argument)
  return index < 0 ? undefined : { call, index }
}

/** The function that returns a value. */
function returning(value: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = value
  if (parent?.type === 'ReturnStatement') return enclosingFunction(parent)
  return isFunctionNode(parent) && parent.body === value ? parent : undefined
}
