import type { TSESTree } from '@typescript-eslint/types'
import { allCallees } from '../../calls/all-callees.ts'
import type { CallPath } from '../../calls/callee-search.ts'
import { knownCallees } from '../../calls/known-callees.ts'
import { enclosingFunction, isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { ownNodes } from '../../syntax/own-nodes.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { operationAt, type QuerySite } from '../queries/find-queries.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'
import { derivedNames } from './derived-names.ts'
import type { ElementCall, Loop } from './find-loops.ts'
import { isRemembered } from './loop-elements.ts'
import { isPerTurnQuery, isReplaceableRead } from './is-replaceable.ts'
import { changes, reachedFunctions } from './reached-functions.ts'

type MentionsIn = (node: TSESTree.Node) => readonly TSESTree.Node[]

/**
 * The read that a call of a project function comes to, and that asks for what the call is given: through parameters, over
 * as many functions as it takes. Functions that write, or that remember what they have read, are left out: the first
 * process one thing after the other on purpose, the second ask once.
 */
export function findCalleeQuery(
  context: AnalysisContext,
  call: TSESTree.CallExpression | ElementCall,
  mentionsIn: MentionsIn,
): CallPath<QuerySite> | undefined {
  if ('type' in call) return followCall(context, call, mentionsIn, new Set())
  for (const fn of allCallees(context, call.callback) ?? []) {
    const parameter = fn.params[call.parameter]
    const found = parameter && !changes(context, fn) && lookInto(context, fn, [parameter], new Set())
    if (found) return found
  }
  return undefined
}

function followCall(
  context: AnalysisContext,
  call: TSESTree.CallExpression,
  mentionsIn: MentionsIn,
  seen: Set<FunctionNode>,
): CallPath<QuerySite> | undefined {
  if (operationAt(context, innermostExpression(call.callee))) return undefined
  const isGiven = call.arguments.map((argument) => mentionsIn(argument).length > 0)
  if (!isGiven.includes(true)) return undefined
  for (const fn of knownCallees(context, call)) {
    if (seen.has(fn) || changes(context, fn)) continue
    const patterns = fn.params.flatMap((parameter, index) => {
      const argument = call.arguments[index]
      return argument && isGiven[index] ? partOf(parameter, argument, mentionsIn) : []
    })
    const found = patterns.length > 0 ? lookInto(context, fn, patterns, seen) : undefined
    if (found) return found
  }
  return undefined
}

/** `{ id }` of a parameter `{ id, client }`, where the call gives `{ id: row.id, client }`. */
function partOf(
  parameter: TSESTree.Parameter,
  argument: TSESTree.Node,
  mentionsIn: MentionsIn,
): readonly TSESTree.Node[] {
  const given = innermostExpression(argument)
  const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  if (pattern.type !== 'ObjectPattern' || given.type !== 'ObjectExpression') return [parameter]
  const names = given.properties.flatMap((property) =>
    property.type === 'Property' && mentionsIn(property.value).length > 0 ? [staticName(property)] : [],
  )
  return pattern.properties
    .filter((property) => property.type === 'Property' && names.includes(staticName(property)))
    .map((property) => (property as TSESTree.Property).value)
}

function lookInto(
  context: AnalysisContext,
  fn: FunctionNode,
  patterns: readonly TSESTree.Node[],
  seen: Set<FunctionNode>,
): CallPath<QuerySite> | undefined {
  seen.add(fn)
  const unit = context.sources.unitAt(fn)
  const derived = derivedNames(unit, fn.body, { patterns, isGiven: () => false })
  const sites = sitesByNode(context, unit)
  const nodes = fn.body.type === 'BlockStatement' ? ownNodes(fn) : [fn.body, ...ownNodes(fn)]
  const calls = nodes.filter((node) => node.type === 'CallExpression')
  for (const call of calls) {
    if (isAnsweredBefore(context, fn, call, derived.mentionsIn) || isRemembered(fn, call)) return undefined
    // What the function does in a loop of its own is looked at there.
    if (loopOfOwn(call, fn.body)) continue
    const site = sites.get(call)?.find((one): one is QuerySite => one.kind === 'call')
    if (
      site &&
      site.operation.effect !== 'write' &&
      isPerTurnQuery(context, unit, site) &&
      isReplaceableRead(context, derived, site)
    )
      return { path: [fn], found: site }
    const below = site ? undefined : followCall(context, call, derived.mentionsIn, seen)
    if (below) return { path: [fn, ...below.path], found: below.found }
  }
  return undefined
}

/** True where a function returns what it remembers before it comes to a query: an answer of something else decides. */
function isAnsweredBefore(
  context: AnalysisContext,
  fn: FunctionNode,
  query: TSESTree.Node,
  mentionsIn: MentionsIn,
): boolean {
  if (fn.body.type !== 'BlockStatement') return false
  return fn.body.body.some(
    (statement) =>
      statement.type === 'IfStatement' &&
      statement.range[1] < query.range[0] &&
      mentionsIn(statement.test).some((mention) => isAnswer(context, fn, mention)) &&
      ownReturn(statement.consequent),
  )
}

function isAnswer(context: AnalysisContext, fn: FunctionNode, mention: TSESTree.Node): boolean {
  if (mention.parent?.type === 'CallExpression' || mention.type !== 'Identifier') return true
  return !fn.params.some((parameter) => {
    let declares = false
    walk(parameter, (node) => {
      declares ||= node.type === 'Identifier' && node.name === mention.name
    })
    return declares
  })
}

function ownReturn(statement: TSESTree.Node): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  return last?.type === 'ReturnStatement' && last.argument !== null
}

/** True for a function that runs the one around a call: the call walks a tree. */
export function isRecursive(context: AnalysisContext, fn: FunctionNode | undefined, call: TSESTree.Node): boolean {
  const around = new Set<FunctionNode>()
  for (let at = enclosingFunction(call); at; at = enclosingFunction(at)) around.add(at)
  return fn !== undefined && reachedFunctions(context, fn).some((callee) => around.has(callee))
}

/**
 * True where a turn has waited for something that may change rows before it comes to a call, or has worked through a loop of
 * its own: the call reads them again, to have the latest.
 */
export function comesAfterChange(context: AnalysisContext, { body }: Loop, call: TSESTree.Node): boolean {
  const sites = sitesByNode(context, context.sources.unitAt(body))
  const waits: TSESTree.AwaitExpression[] = []
  walk(body, (node) => {
    if (node.type === 'AwaitExpression' && node.range[1] <= call.range[0]) waits.push(node)
  })
  return waits.some((wait) => {
    if (endsBefore(call, loopOfOwn(wait, body))) return true
    const node = innermostExpression(wait.argument)
    const site = sites.get(node)?.[0]
    if (site) return site.operation.effect === 'write'
    return node.type === 'CallExpression' && knownCallees(context, node).some((fn) => changes(context, fn))
  })
}

/** The loop in a body that runs a node each turn. */
function loopOfOwn(node: TSESTree.Node, body: TSESTree.Node): TSESTree.Node | undefined {
  for (let at = node; at !== body && at.parent && !isFunctionNode(at); at = at.parent) {
    const { parent } = at as { parent: TSESTree.Node }
    const isOnce = 'right' in parent ? parent.right === at : 'init' in parent && parent.init === at
    if (/^(?:For|While|DoWhile)/.test(parent.type) && !isOnce) return parent
  }
  return undefined
}

function endsBefore({ range }: TSESTree.Node, node: TSESTree.Node | undefined): boolean {
  return node !== undefined && node.range[1] <= range[0]
}
