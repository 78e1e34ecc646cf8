import type { TSESTree } from '@typescript-eslint/types'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { CONTAINER_CALLS } from './container-methods.ts'
import { joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { followContained } from './follow-contained.ts'

/**
 * What follows for the object literal that a member belongs to, where it is no longer reached by its name: all values of
 * the object are taken (`Object.values`), or it is handed to code without types, where nobody sees who calls it.
 */
export function followHolder(context: PropagationContext, property: TSESTree.Property, depth: number): Expansion {
  const { oracle, references } = context
  const value = outermostWrapper(property.parent)
  const names = value.parent?.type === 'VariableDeclarator' ? oracle.symbolsAt(value.parent.id) : []
  const holders = [value, ...names.flatMap((name) => references.referencesTo(name)).map(outermostWrapper)]
  const name = staticName(property)
  return joined(
    holders.map((holder) =>
      holder !== value && name !== undefined && oracle.keyedBy(holder, name) === 'index'
        ? followContained(context, holder, depth + 1)
        : followUse(context, holder, depth),
    ),
  )
}

function followUse(context: PropagationContext, holder: TSESTree.Node, depth: number): Expansion {
  const { oracle } = context
  const { parent } = holder
  if (parent?.type === 'AssignmentExpression' && parent.right === holder)
    return isForeign(context, parent.left) ? stoppedBy('unclassified-reference', holder) : NOTHING
  if (parent?.type !== 'CallExpression' || parent.callee === holder) return NOTHING
  const callee = innermostExpression(parent.callee)
  const [identity] = oracle.identitiesAt(callee)
  if (identity?.module === 'typescript' && typeof CONTAINER_CALLS[`${identity.type}.${identity.member}`] === 'number')
    return followContained(context, holder, depth + 1)
  return isForeign(context, callee) ? stoppedBy('unclassified-reference', holder) : NOTHING
}

/** A member of something without a type: `app.use` of `app: any`. */
function isForeign({ oracle }: PropagationContext, target: TSESTree.Node): boolean {
  return target.type === 'MemberExpression' ? oracle.isUntyped(target.object) : oracle.isUntyped(target)
}
