import type { ScopeManager, Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import type { EffectSummary } from '../../calls/effect-summary.ts'
import { OUTSIDE } from '../../flow/changed-by.ts'
import { enclosingTries } from '../../flow/enclosing-try.ts'
import { isCaptured } from '../../flow/is-captured.ts'
import { leavesEarly } from '../../flow/leaves-early.ts'
import { suspends } from '../../flow/suspends.ts'
import { variablesIn } from '../../flow/variables-in.ts'
import type { AwaitMember } from './find-awaits-in-line.ts'
import type { StopName } from './stop-reasons.ts'

/**
 * Where the statements between awaits go when the awaits become one: `before` the group if an element needs what they
 * declare, `after` it otherwise. Only code that nobody can see move is moved.
 */
export interface PlacedStatement {
  readonly statement: TSESTree.Statement
  readonly placement: 'before' | 'after'
}

export interface JudgedStatement {
  readonly statement: TSESTree.Statement
  readonly summary: EffectSummary
  /** How many members stand before it. */
  readonly position: number
}

export interface JudgedMember {
  readonly member: AwaitMember
  readonly summary: EffectSummary
  /** What its argument and the defaults in its pattern mention. */
  readonly mentions: ReadonlySet<Variable>
  /** What it declares or assigns. */
  readonly binds: ReadonlySet<Variable>
}

export type Placement =
  | { readonly placed: readonly PlacedStatement[] }
  | { readonly conflict: StopName; readonly statement: TSESTree.Statement }

/** Finds a place for each statement, or the first that has none. */
export function placeBetween(
  scopes: ScopeManager,
  members: readonly JudgedMember[],
  statements: readonly JudgedStatement[],
): Placement {
  const placed: PlacedStatement[] = []
  const needed = new Set<Variable>()
  const tainted = taintedBy(scopes, members, statements)
  for (const [index, judged] of [...statements.entries()].reverse()) {
    const { statement, position } = judged
    for (const { mentions } of members.slice(position)) for (const variable of mentions) needed.add(variable)
    const isNeeded = [...definedBy(scopes, judged)].some((variable) => needed.has(variable))
    if (isNeeded && tainted[index]) return { conflict: 'data-dependence', statement }
    const conflict = isNeeded ? whyNotBefore(judged, members) : whyNotAfter(scopes, judged, members)
    if (conflict) return { conflict, statement }
    if (isNeeded) for (const variable of variablesIn(scopes, statement)) needed.add(variable)
    placed.unshift({ statement, placement: isNeeded ? 'before' : 'after' })
  }
  return { placed }
}

/** For each statement, whether it uses a result of the members, directly or by way of statements before it. */
function taintedBy(
  scopes: ScopeManager,
  members: readonly JudgedMember[],
  statements: readonly JudgedStatement[],
): boolean[] {
  const results = new Set(members.flatMap(({ binds }) => [...binds]))
  return statements.map((judged) => {
    const isTainted = [...variablesIn(scopes, judged.statement)].some((variable) => results.has(variable))
    if (isTainted) for (const variable of definedBy(scopes, judged)) results.add(variable)
    return isTainted
  })
}

/** The variables that a statement declares, assigns or changes the contents of. */
function definedBy(scopes: ScopeManager, { statement, summary }: JudgedStatement): ReadonlySet<Variable> {
  const declared = statement.type === 'VariableDeclaration' ? scopes.getDeclaredVariables(statement) : []
  const mentioned = variablesOutside(scopes, statement, summary)
  return new Set([...declared, ...mentioned])
}

function variablesOutside(scopes: ScopeManager, statement: TSESTree.Node, summary: EffectSummary): readonly Variable[] {
  const known = [...summary.writes].filter((written) => written !== OUTSIDE)
  // A change of some object may be one of any object that the statement names.
  return summary.writes.has(OUTSIDE) ? [...known, ...variablesIn(scopes, statement)] : known
}

function whyNotBefore({ statement, summary }: JudgedStatement, members: readonly JudgedMember[]): StopName | undefined {
  if (summary.writes.size > 0) return 'in-memory-effect'
  if (statement.type !== 'VariableDeclaration') return whyNotMoved(statement, summary)
  const isOvertaken = summary.throws === 'domain' && members.some((member) => member.summary.throws === 'domain')
  if (isOvertaken || summary.effect !== 'none') return 'barrier'
  return whyNotMoved(statement, summary)
}

function whyNotAfter(
  scopes: ScopeManager,
  { statement, summary, position }: JudgedStatement,
  members: readonly JudgedMember[],
): StopName | undefined {
  const overtaking = members.slice(position)
  const mentions = variablesIn(scopes, statement)
  if (overtaking.some(({ binds }) => [...binds].some((variable) => mentions.has(variable)))) return 'in-memory-effect'
  const isOvertaken = summary.throws === 'domain' && overtaking.some((member) => member.summary.throws === 'domain')
  const unmoved = whyNotMoved(statement, summary)
  if (unmoved || isOvertaken) return unmoved ?? 'barrier'
  // In a `try`, the code that catches sees what was written before the failure.
  const isSeen = summary.writes.size > 0 && enclosingTries(statement).length > 0
  return isSeen || [...summary.writes].some((written) => written === OUTSIDE || isCaptured(written))
    ? 'in-memory-effect'
    : undefined
}

/** Why a statement stays where it is, whatever stands around it. */
function whyNotMoved(statement: TSESTree.Statement, summary: EffectSummary): StopName | undefined {
  const leaves = leavesEarly(statement)
  if (leaves === 'throws') return 'guard'
  if (leaves === 'exits') return 'early-exit'
  if (leaves === 'yields') return 'barrier'
  if (summary.obstacle?.reason === 'waiting') return 'waiting'
  const isPlain =
    statement.type === 'ExpressionStatement' || statement.type === 'VariableDeclaration' || isDeclaration(statement)
  const hasEffect = summary.effect !== 'none' && summary.effect !== 'observe'
  return !isPlain ||
    suspends(statement) ||
    hasEffect ||
    summary.clock ||
    summary.queries ||
    summary.callsParameters.size > 0
    ? 'barrier'
    : undefined
}

function isDeclaration({ type }: TSESTree.Statement): boolean {
  return (
    type === 'EmptyStatement' ||
    type === 'FunctionDeclaration' ||
    type === 'TSInterfaceDeclaration' ||
    type === 'TSTypeAliasDeclaration'
  )
}
