import type { TSESTree } from '@typescript-eslint/types'
import type { EffectSummary } from '../../calls/effect-summary.ts'
import { enclosingTries } from '../../flow/enclosing-try.ts'
import { isCaptured, isCapturedBefore } from '../../flow/is-captured.ts'
import { meetsCleanup } from '../../flow/meets-cleanup.ts'
import { suspends } from '../../flow/suspends.ts'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { childrenOf } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { isMutableQuery } from '../queries/find-queries.ts'
import { isTestFile } from '../queries/is-test-file.ts'
import { mayThrowSynchronously } from '../effects/may-throw-synchronously.ts'
import type { JudgedMember } from './place-between.ts'
import { isInsideTransaction, isReachedFromTransaction } from '../transactions/reached-from-transaction.ts'
import { stopAt, type StopName, type StopReason } from './stop-reasons.ts'

/** Why a member can't join those before it, or undefined where it can. Data and statements between are judged elsewhere. */
export function judgeJoin(
  context: AnalysisContext,
  unit: SourceUnit,
  group: readonly JudgedMember[],
  member: JudgedMember,
): StopReason | undefined {
  for (const question of QUESTIONS)
    for (const earlier of group) {
      const reason = question(earlier, member, context)
      if (reason) return stopAt(reason, earlier.member.await, member.member.await)
    }
  const reason = ofAll(context, unit, [...group, member])
  const last = group.at(-1)
  return reason && last && stopAt(reason, last.member.await, member.member.await)
}

/** Why two members can't run together; asked of each pair, the weightiest question first. */
type Question = (earlier: JudgedMember, later: JudgedMember, context: AnalysisContext) => StopName | undefined

const QUESTIONS: readonly Question[] = [
  (earlier, later) => obstacleOf(earlier.summary) ?? obstacleOf(later.summary),
  (earlier, later) => clientOf(earlier.summary) ?? clientOf(later.summary),
  (earlier, later, context) =>
    isInsideTransaction(context, later.member.await) && earlier.summary.queries && later.summary.queries
      ? 'transaction-client'
      : undefined,
  ({ member, summary }) => (member.binding.kind === 'none' && summary.throws === 'domain' ? 'guard' : undefined),
  (earlier, later) => (earlier.summary.watermark && later.summary.queries ? 'watermark' : undefined),
  (earlier, later) => (isSameOrigin(earlier.summary, later.summary) ? 'unknown-effect' : undefined),
  (earlier, later, context) => (mayThrowWhileBuilt(context, earlier, later) ? 'list-may-throw' : undefined),
  (earlier, later, context) => (sharesBuilder(context, earlier, later) ? 'mutable-builder' : undefined),
  (earlier, later, context) => (awaitsSameQuery(context, earlier, later) ? 'same-query' : undefined),
  (earlier, later) => (isSeenBefore(earlier, later) ? 'data-dependence' : undefined),
  (earlier, later) => bindingConflict(earlier, later),
]

function obstacleOf({ effect, obstacle, writes }: EffectSummary): StopName | undefined {
  if (effect === 'unknown') return obstacle?.reason ?? 'unknown-effect'
  if (effect === 'write') return 'write-conflict'
  return writes.size > 0 ? 'in-memory-effect' : undefined
}

function clientOf({ clients }: EffectSummary): StopName | undefined {
  if (clients.has('transaction')) return 'transaction-client'
  return [...clients].every((client) => client === 'ambient' || client === 'pool') ? undefined : 'unknown-client'
}

function isSameOrigin({ origins }: EffectSummary, other: EffectSummary): boolean {
  return [...origins].some((origin) => other.origins.has(origin))
}

function mayThrowWhileBuilt(context: AnalysisContext, earlier: JudgedMember, later: JudgedMember): boolean {
  return (
    suspends(earlier.member.argument) ||
    suspends(later.member.argument) ||
    mayThrowSynchronously(context, later.member.argument)
  )
}

/** True where both mention a query that each step changes, or one of them an alias of it. */
function sharesBuilder(context: AnalysisContext, earlier: JudgedMember, later: JudgedMember): boolean {
  const mentionsBuilder = ({ mentions }: JudgedMember) =>
    [...mentions].some(({ identifiers: [name] }) => name && isMutableQuery(context, name))
  return mentionsBuilder(earlier) && mentionsBuilder(later)
}

/** True for one query in a variable that is awaited twice: it is cached, or runs twice where it should not. */
function awaitsSameQuery(
  { sources }: AnalysisContext,
  { member: first }: JudgedMember,
  { member: second }: JudgedMember,
) {
  const [one, other] = [first, second].map(({ argument }) => {
    const name = innermostExpression(argument)
    return name.type === 'Identifier' ? variableOf(sources.unitAt(name).scopes, name) : undefined
  })
  return one !== undefined && one === other
}

/** True where a function made earlier may hand the first one's result to the second. */
function isSeenBefore({ binds }: JudgedMember, { member }: JudgedMember): boolean {
  return [...binds].some((variable) => isCapturedBefore(variable, member.await.range[1]))
}

/** Results that are assigned one after the other are seen one after the other, unless nobody can look in between. */
function bindingConflict(earlier: JudgedMember, later: JudgedMember): StopName | undefined {
  const { binding } = earlier.member
  const kinds = new Set([binding.kind, later.member.binding.kind].filter((kind) => kind !== 'none'))
  if (kinds.size > 1 || !hasPlainPattern(earlier) || !hasPlainPattern(later)) return 'barrier'
  if (binding.kind !== 'assign' && binding.kind !== 'var') return undefined
  const isLocal = !hasMember(binding.pattern)
  const isSeen = [...earlier.binds].some(
    (variable) => isCaptured(variable) || variable.defs[0]?.type === 'ImportBinding',
  )
  return !isLocal || isSeen || isOuter(earlier) || enclosingTries(earlier.member.await).length > 0
    ? 'in-memory-effect'
    : undefined
}

/** True for an assignment to a variable of the module or of a function around this one. */
function isOuter({ binds, member }: JudgedMember): boolean {
  const own = enclosingFunction(member.await)
  return own === undefined || [...binds].some(({ scope }) => scope.variableScope.block !== own)
}

function hasMember(pattern: TSESTree.Node): boolean {
  return pattern.type === 'MemberExpression' || childrenOf(pattern).some(hasMember)
}

/** A pattern that runs no code of anybody but the array's iterator. */
function hasPlainPattern({ member: { binding } }: JudgedMember): boolean {
  return binding.kind === 'none' || isPlain(binding.pattern)
}

function isPlain(pattern: TSESTree.Node): boolean {
  switch (pattern.type) {
    case 'Identifier':
      return true
    case 'MemberExpression':
      return !pattern.computed && (pattern.object.type === 'Identifier' || pattern.object.type === 'ThisExpression')
    case 'AssignmentPattern':
      return pattern.right.type === 'Literal' && isPlain(pattern.left)
    case 'RestElement':
      return isPlain(pattern.argument)
    case 'ArrayPattern':
      return pattern.elements.every((element) => !element || isPlain(element))
    case 'ObjectPattern':
      return pattern.properties.every((property) =>
        property.type === 'Property' ? !property.computed && isPlain(property.value) : isPlain(property.argument),
      )
    default:
      return false
  }
}

/** A file that can take an import. */
function isModule({ ast, fileName }: SourceUnit): boolean {
  return /\.m?tsx?$/.test(fileName) || ast.body.some(({ type }) => /^(?:Import|Export)/.test(type))
}

function ofAll(context: AnalysisContext, unit: SourceUnit, members: readonly JudgedMember[]): StopName | undefined {
  const [first] = members
  if (!first) return undefined
  if (members.filter(({ summary }) => summary.queries).length < 2) return undefined
  if (meetsCleanup(first.member.await) || isReachedFromTransaction(context, first.member.await)) return 'straggler'
  const throwing = members.filter(({ summary }) => summary.throws === 'domain').length
  const hasGather = members.some(({ summary }) => summary.gather) && isModule(unit)
  if (throwing > 1 && !hasGather) return 'two-domain-errors'
  return isTestFile(context, unit.fileName) ? 'test-file' : undefined
}
