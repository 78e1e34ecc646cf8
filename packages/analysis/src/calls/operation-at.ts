import type { TSESTree } from '@typescript-eslint/types'
import type { ProfiledOperation } from '../profiles/profile-index.ts'
import { variableOf } from '../syntax/references-of.ts'
import { staticName } from '../syntax/static-name.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { oncePerContext } from '../types/once-per-context.ts'
import type { DeclaredIdentity } from '../types/type-oracle.ts'

/** The member name under which a profile says what a call of a type's value does. */
export const CALL = '[call]'

/** The row of the method, function or protocol that an expression names, or of calls of the value that it is. */
export function operationAt(context: AnalysisContext, callee: TSESTree.Node): ProfiledOperation | undefined {
  const known = operations(context)
  const found = known.get(callee) ?? { profiled: findOperation(context, callee) }
  known.set(callee, found)
  return found.profiled
}

const operations = oncePerContext(
  () => new WeakMap<TSESTree.Node, { readonly profiled: ProfiledOperation | undefined }>(),
)

function findOperation(context: AnalysisContext, callee: TSESTree.Node): ProfiledOperation | undefined {
  const { oracle, profiles } = context
  if (callee.type !== 'MemberExpression' || mayNameOperation(context, callee)) {
    const identities = oracle.identitiesAt(callee)
    for (const identity of identities.length > 0 ? identities : mappedIdentities(context, callee)) {
      const profiled = profiles.operationOf(identity)
      if (profiled) return profiled
    }
  }
  return operationOfValue(context, callee, CALL)
}

/** Asking where a member is declared asks for its receiver's type, which is dear: most names belong to no operation. */
function mayNameOperation({ sources, profiles }: AnalysisContext, member: TSESTree.MemberExpression): boolean {
  const name = staticName(member)
  if (name === undefined || profiles.mayName(name)) return true
  // A module may export an operation under another name.
  const { object } = member
  if (object.type !== 'Identifier') return false
  const definition = variableOf(sources.unitAt(object).scopes, object)?.defs[0]?.node
  return definition?.type === 'ImportNamespaceSpecifier'
}

/** A member of a mapped type is declared nowhere: it is known by the name of the type that has it. */
function mappedIdentities({ oracle }: AnalysisContext, callee: TSESTree.Node): DeclaredIdentity[] {
  const member = callee.type === 'MemberExpression' ? staticName(callee) : undefined
  if (callee.type !== 'MemberExpression' || member === undefined) return []
  return oracle.typesAt(callee.object).map(({ module, type }) => ({ module, type, member }))
}

/** The row that stands under a type's name for what its values do, whatever they are named: `db('users')`. */
export function operationOfValue(
  { oracle, profiles }: AnalysisContext,
  value: TSESTree.Node,
  member: string,
): ProfiledOperation | undefined {
  if (!profiles.mayName(member)) return undefined
  for (const { module, type } of oracle.typesAt(value)) {
    const profiled = profiles.operationOf({ module, type, member })
    if (profiled) return profiled
  }
  return undefined
}
