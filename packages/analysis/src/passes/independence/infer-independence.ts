import type { TSESTree } from '@typescript-eslint/types'
import { NO_EFFECTS, type EffectSummary } from '../../calls/effect-summary.ts'
import { suspends } from '../../flow/suspends.ts'
import { variablesIn } from '../../flow/variables-in.ts'
import type { ExportName } from '../../profiles/profile.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { findAwaitsInLine, type AwaitMember, type StatementList } from './find-awaits-in-line.ts'
import { inferEffects } from '../effects/infer-effects.ts'
import { judgeJoin } from './judge-join.ts'
import { oncePerUnit } from '../queries/once-per-unit.ts'
import { placeBetween, type JudgedMember, type JudgedStatement, type PlacedStatement } from './place-between.ts'
import { stopAt, type StopReason } from './stop-reasons.ts'

/**
 * Which consecutive awaits need nothing of each other, and why the others do. See semantics.md B.
 *
 * A *group* is a run of members that may be started together and awaited once. Facts are about a place, not about how it
 * is to be written.
 */
export interface Independence {
  readonly groups: readonly SequentialGroup[]
  readonly stops: readonly StopReason[]
}

export interface SequentialGroup {
  /** In program order; two or more of them query. */
  readonly members: readonly [AwaitMember, AwaitMember, ...AwaitMember[]]
  readonly form: GroupForm
  /** The statements between the members, in program order. */
  readonly between: readonly PlacedStatement[]
  /** The type of each result, where any of them is declared with one. */
  readonly annotations: readonly string[] | undefined
  /** What must hold for the group to be safe, in words. */
  readonly assumptions: readonly string[]
}

/** `gather` where more than one member throws errors that the program acts on: the first in program order has to win. */
export type GroupForm = { readonly kind: 'promise-all' } | { readonly kind: 'gather'; readonly gather: ExportName }

/** More queries than this at once would crowd a pool of ten connections. */
const MAX_CONCURRENCY = 8

export const inferIndependence: (context: AnalysisContext, unit: SourceUnit) => Independence = oncePerUnit(
  (context, unit) => {
    const lists = findAwaitsInLine(context, unit.ast).map((list) => readList(context, unit, list))
    return { groups: lists.flatMap(({ groups }) => groups), stops: lists.flatMap(({ stops }) => stops) }
  },
)

/** A run that may still grow. */
interface Run {
  readonly members: readonly JudgedMember[]
  readonly between: readonly JudgedStatement[]
  readonly placed: readonly PlacedStatement[]
}

const EMPTY: Run = { members: [], between: [], placed: [] }

function readList(context: AnalysisContext, unit: SourceUnit, list: StatementList): Independence {
  const groups: SequentialGroup[] = []
  const stops: StopReason[] = []
  const close = (run: Run) => groups.push(...groupOf(context, unit, run))
  let run = EMPTY
  let pending: JudgedStatement[] = []
  for (const entry of list.entries) {
    if (entry.kind === 'between') {
      if (run.members.length > 0 || suspends(entry.statement))
        pending.push(judgeStatement(context, entry.statement, run.members.length))
      continue
    }
    const member = judgeMember(context, unit, entry)
    const joined = join(context, unit, run, pending, member)
    if ('reason' in joined) stops.push(joined)
    if ('reason' in joined || run.members.length === MAX_CONCURRENCY) {
      close(run)
      run = { ...EMPTY, members: [member] }
    } else run = joined
    pending = []
  }
  close(run)
  return { groups, stops: stops.length + groups.length > 0 ? stops : loopStops(context, unit, list) }
}

function join(
  context: AnalysisContext,
  unit: SourceUnit,
  run: Run,
  pending: readonly JudgedStatement[],
  member: JudgedMember,
): Run | StopReason {
  const members = [...run.members, member]
  const between = [...run.between, ...pending]
  const dependence = run.members.find(({ binds }) => [...binds].some((variable) => member.mentions.has(variable)))
  if (dependence) return stopAt('data-dependence', dependence.member.await, member.member.await)
  const placement = placeBetween(unit.scopes, members, between)
  if ('conflict' in placement) return stopAt(placement.conflict, placement.statement, member.member.await)
  const stop = run.members.length > 0 && judgeJoin(context, unit, run.members, member)
  return stop || { members, between, placed: placement.placed }
}

function judgeMember(context: AnalysisContext, unit: SourceUnit, member: AwaitMember): JudgedMember {
  const { argument, binding, statement } = member
  const pattern = binding.kind === 'none' ? undefined : binding.pattern
  const declared =
    pattern && statement.type === 'VariableDeclaration'
      ? unit.scopes
          .getDeclaredVariables(statement)
          .filter(({ identifiers }) => identifiers.some((name) => isWithin(name, pattern)))
      : []
  const named = pattern ? variablesIn(unit.scopes, pattern) : new Set<never>()
  const binds = new Set(statement.type === 'VariableDeclaration' ? declared : named)
  const mentions = new Set([...variablesIn(unit.scopes, argument), ...[...named].filter((one) => !binds.has(one))])
  // Most awaits stand alone, or need what stands before them: nobody asks what those do.
  let summary: EffectSummary | undefined
  return {
    member,
    mentions,
    binds,
    get summary() {
      return (summary ??= inferEffects(context).ofNode(member.await))
    },
  }
}

function judgeStatement(context: AnalysisContext, statement: TSESTree.Statement, position: number): JudgedStatement {
  let summary = statement.type === 'FunctionDeclaration' ? NO_EFFECTS : undefined
  return {
    statement,
    position,
    get summary() {
      return (summary ??= inferEffects(context).ofNode(statement))
    },
  }
}

const isWithin = (inner: TSESTree.Node, outer: TSESTree.Node) =>
  inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1]

function groupOf(context: AnalysisContext, unit: SourceUnit, { members, placed }: Run): SequentialGroup[] {
  const [first, second, ...others] = members.map(({ member }) => member)
  if (!first || !second || members.filter(({ summary }) => summary.queries).length < 2) return []
  const throwing = members.filter(({ summary }) => summary.throws === 'domain').length
  const gather = members.find(({ summary }) => summary.gather)?.summary.gather
  return [
    {
      members: [first, second, ...others],
      form: throwing > 1 && gather ? { kind: 'gather', gather } : { kind: 'promise-all' },
      between: placed,
      annotations: annotationsOf(context, unit, members),
      assumptions: assumptionsOf(members),
    },
  ]
}

/** Types that stand at the names, and those of the other results, so that none of the former is lost. */
function annotationsOf(
  { oracle }: AnalysisContext,
  unit: SourceUnit,
  members: readonly JudgedMember[],
): string[] | undefined {
  const annotated = members.map(({ member: { binding } }) => {
    const pattern = binding.kind === 'none' ? undefined : binding.pattern
    const isName =
      pattern?.type === 'Identifier' || pattern?.type === 'ObjectPattern' || pattern?.type === 'ArrayPattern'
    const annotation = isName ? pattern.typeAnnotation : undefined
    return annotation && unit.text.slice(...annotation.typeAnnotation.range)
  })
  if (annotated.every((text) => text === undefined)) return undefined
  return annotated.map((text, index) => {
    const node = members[index]?.member.await
    return text ?? (node && oracle.typeTextAt(node)) ?? 'unknown'
  })
}

function assumptionsOf(members: readonly JudgedMember[]): string[] {
  const failing = members.filter(({ summary }) => summary.throws !== 'nothing').length
  return [
    ...(members.some(({ summary }) => summary.effect === 'observe') ? ['The order of logs may change.'] : []),
    'Reads may run on paths that then fail.',
    'Nothing relies on one of these reads being older than another.',
    ...(failing > 1 ? ['Which lost connection or timeout is reported does not matter.'] : []),
  ]
}

/** A lone query in a loop waits for the turn before it. */
function loopStops(context: AnalysisContext, unit: SourceUnit, { owner, entries }: StatementList): StopReason[] {
  const loop = owner.parent
  const [member] = entries.filter((entry) => entry.kind === 'member')
  if (!loop || !member || !/^(?:For|While|DoWhile)\w*Statement$/.test(loop.type)) return []
  return judgeMember(context, unit, member).summary.queries ? [stopAt('loop', loop, member.await)] : []
}
