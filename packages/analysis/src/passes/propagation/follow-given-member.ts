import type { TSESTree } from '@typescript-eslint/types'
import { givenObject, givenTo, outermostLiteral, type GivenObject } from '../../syntax/given-object.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { joined, type Expansion, type PropagationContext } from './expansion.ts'
import { followRow } from './follow-argument.ts'

/**
 * What follows where a member of an object literal is a function that returns a promise from now on, and calls are handed
 * the object: `Meteor.methods({ … })`. `isAll` where nobody else can name the member.
 */
export function followGivenMember(
  context: PropagationContext,
  member: TSESTree.Property,
  name: string,
): { readonly follows: Expansion; readonly isAll: boolean } {
  const given = givenObject(member)
  const found = (given ? [given] : callsGivenVariable(context, member)).map((one) => atCall(context, one, member, name))
  const known = found.filter((one) => one !== undefined)
  return { follows: joined(known), isAll: given !== undefined && known.length > 0 }
}

function atCall(
  context: PropagationContext,
  { call, index }: GivenObject,
  member: TSESTree.Property,
  name: string,
): Expansion | undefined {
  const { oracle, profiles } = context
  const row = oracle
    .identitiesAt(innermostExpression(call.callee))
    .flatMap((identity) => profiles.callbackOf(identity) ?? [])
    .find((one) => (one.argument ?? index) === index && (one.members === '*' || one.members === name))
  return row && followRow(context, row, call, member.value)
}

/** The calls that are handed the variable which holds the object: `const methods = { … }; Meteor.methods(methods)`. */
function callsGivenVariable({ oracle, references }: PropagationContext, member: TSESTree.Property): GivenObject[] {
  const { parent } = outermostLiteral(member.parent)
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return []
  return oracle
    .symbolsAt(parent.id)
    .flatMap((symbol) => references.referencesTo(symbol))
    .flatMap((reference) => givenTo(outermostWrapper(reference)) ?? [])
}
