import type { TSESTree } from '@typescript-eslint/types'
import type { Operation } from '../../profiles/profile.ts'
import { enclosingFunction, isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { referencesOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import type { Consumption } from './consumption.ts'
import { mayBothRun } from './may-both-run.ts'
import { misusedQueries } from './misused-queries.ts'
import { usesOf } from './infer-consumption.ts'
import type { QueryCall } from './find-queries.ts'
import { modeOfQuery, siteOf } from './mode-of-query.ts'
import { oncePerUnit } from './once-per-unit.ts'

/**
 * An *execution* of a lazy query is an `await`, a `then` or an asynchronous loop of the variable that holds it. A second
 * one on the same path sends the query again, or throws, as its library has it. Between the two the query may have been
 * changed, which is meant, and a `try` or an open loop asks again on purpose.
 */
export interface RepeatedExecution {
  /** The second execution, or the one that is repeated. */
  readonly node: TSESTree.Node
  readonly query: QueryCall
  readonly repeat: 'reruns' | 'throws'
  readonly effect: Operation['effect']
  readonly library: string
  /** The execution before; undefined where a loop repeats it. */
  readonly first: TSESTree.Node | undefined
}

export const findRepeatedExecutions = oncePerUnit((context, unit): RepeatedExecution[] => {
  const found: RepeatedExecution[] = []
  walk(unit.ast, (node) => {
    if (node.type === 'CallExpression' || node.type === 'TaggedTemplateExpression')
      found.push(...repeatedAt(context, unit, node))
  })
  return found
})

function repeatedAt(context: AnalysisContext, unit: SourceUnit, query: QueryCall): RepeatedExecution[] {
  const held = outermostWrapper(query).parent
  if (held?.type !== 'VariableDeclarator' || held.id.type !== 'Identifier') return []
  const references = referencesOf(unit.scopes, held.id).map(({ identifier }) => identifier)
  const executions = references.filter(
    (name) =>
      name !== held.id &&
      !isStep(name) &&
      usesOf(context, unit, name).some((use) => isExecution(use) && isInside(name, use.by)),
  )
  if (executions.length === 0 || modeOfQuery(context, unit, query) !== 'lazy') return []
  const site = siteOf(context, unit, query)
  const repeat = site?.operation.repeat
  if (!site || (repeat !== 'reruns' && repeat !== 'throws') || misusedQueries(context, unit).has(query)) return []
  const fact = { query, repeat, effect: site.operation.effect, library: site.profile.name }
  const others = references.filter((one) => one !== held.id && !executions.includes(one))

  const looped = executions.find((node) => {
    const loop = loopAround(node, held)
    return loop !== undefined && !others.some((other) => isInside(other, loop)) && !endsLoop(node, loop)
  })
  if (looped) return [{ ...fact, node: looped, first: undefined }]

  for (const [index, node] of executions.entries()) {
    const first = executions
      .slice(0, index)
      .findLast((before) => enclosingFunction(before) === enclosingFunction(node) && mayBothRun(before, node))
    const isChanged = others.some(({ range: [at] }) => first && first.range[0] < at && at < node.range[0])
    if (first && !isChanged) return [{ ...fact, node, first }]
  }
  return []
}

function isExecution({ kind, by }: Consumption): boolean {
  return kind === 'resolved' || (kind === 'iterated' && by.type === 'ForOfStatement' && by.await)
}

/** `await query.limit(10)` changes the query that it sends, or sends another one. */
function isStep(name: TSESTree.Node): boolean {
  const { parent } = outermostWrapper(name)
  return parent?.type === 'MemberExpression' && !CHAINED.has(staticName(parent) ?? '')
}

const CHAINED = new Set(['then', 'catch', 'finally'])

type Loop = TSESTree.ForOfStatement | TSESTree.ForInStatement | TSESTree.ForStatement | FunctionNode

/** The loop, or the callback of an array's method, that a variable of outside is used in. */
function loopAround(node: TSESTree.Node, declarator: TSESTree.Node): Loop | undefined {
  let from = node
  for (let at = node.parent; at && !isInside(declarator, at); from = at, at = at.parent) {
    // To try again is what these are for.
    if (at.type === 'WhileStatement' || at.type === 'DoWhileStatement' || at.type === 'TryStatement') return undefined
    if (at.type === 'ForStatement' && from === at.body) return at.test ? at : undefined
    if ((at.type === 'ForOfStatement' || at.type === 'ForInStatement') && from === at.body) return at
    if (isFunctionNode(at)) return isLoopCallback(at) ? at : undefined
  }
  return undefined
}

const LOOPS = new Set(['forEach', 'map', 'flatMap'])

function isLoopCallback(fn: FunctionNode): boolean {
  const value = outermostWrapper(fn)
  const call = value.parent
  if (call?.type !== 'CallExpression' || call.arguments[0] !== value) return false
  const callee = innermostExpression(call.callee)
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && LOOPS.has(callee.property.name)
}

/** True where a loop is left right after: `return await query`, or a `break` below it. */
function endsLoop(node: TSESTree.Node, loop: Loop): boolean {
  if (isFunctionNode(loop)) return false
  for (let at = node; at.parent && at !== loop; at = at.parent) {
    if (at.type === 'ReturnStatement' || at.type === 'ThrowStatement') return true
    const block = at.parent
    if (block.type === 'BlockStatement' && /^(?:Break|Return|Throw)Statement$/.test(block.body.at(-1)?.type ?? ''))
      return true
  }
  return false
}

function isInside({ range: [start, end] }: TSESTree.Node, { range: [from, to] }: TSESTree.Node): boolean {
  return from <= start && end <= to
}
