import type { TSESTree } from '@typescript-eslint/types'
import { chainCalls, chainRoot } from '../../syntax/chain.ts'
import { enclosingFunction, isFunctionNode } from '../../syntax/function-node.ts'
import { isCaught } from '../../flow/is-caught.ts'
import { referencesOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { effectOfRawSql } from '../queries/raw-sql-effect.ts'
import { inferConsumption } from '../queries/infer-consumption.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'
import { operationAt, type QuerySite } from '../queries/find-queries.ts'
import type { Derived } from './derived-names.ts'
import type { Loop } from './find-loops.ts'
import { isChunk, isRange } from './is-set-based.ts'
import { derivedFromElement } from './loop-elements.ts'

/** True for a query that runs by itself: not for a builder that is a step, or a part of another query or of a batch. */
export function isPerTurnQuery(context: AnalysisContext, unit: SourceUnit, site: QuerySite): boolean {
  if (site.kind === 'property') return true
  if (isFunctionForOne(site)) return false
  if (site.mode === 'blocking') return !isEmbedded(site)
  const consumption = inferConsumption(context, unit, site.node)
  if (consumption.kind === 'resolved') return true
  if (consumption.kind === 'forwarded' && consumption.to === 'argument') {
    const taker = consumption.by
    // A fragment of a template, which that one sends.
    if (taker.type === 'TaggedTemplateExpression') return false
    return taker.type !== 'CallExpression' || !operationAt(context, innermostExpression(taker.callee))
  }
  return site.mode === 'eager' || (consumption.kind === 'forwarded' && consumption.to === 'caller')
}

/** True where the database runs in the program's own thread, and a query makes no round trip. */
function isEmbedded({ operation: { waits, twin } }: QuerySite): boolean {
  return twin === null || waits === 'by-type'
}

/** A function of a module asks for one thing at a time, unless its row says what asks for many. */
function isFunctionForOne({ profile, member, operation }: QuerySite): boolean {
  return operation.bulk === undefined && profile.functions[member] === operation
}

/** True where a query asks by a key that comes from a source, and a list of keys could stand there. */
export function isReplaceableRead(context: AnalysisContext, { mentionsIn }: Derived, site: QuerySite): boolean {
  const { node, operation } = site
  if (!isRead(context, site) && operation.effect !== 'write') return false
  if (operation.result === 'cursor' || isCutOff(node)) return false
  const mentions = mentionsIn(node)
  if (mentions.length === 0 || mentions.some((mention) => isChunk(context, mention))) return false
  const root = chainRoot(node)
  const keys = mentions.filter((mention) => !isTarget(context, node, mention))
  if (keys.length === 0 || keys.some((mention) => isRange(mention))) return false
  return !keys.every((mention) => mention === root || isWithin(root, mention)) || !isSourceOfRows(context, root)
}

function isRead(context: AnalysisContext, { node, operation }: QuerySite): boolean {
  if (operation.effect === 'read' || operation.effect === 'none') return true
  return node.type !== 'MemberExpression' && effectOfRawSql(context, node, operation.effect) === 'read'
}

function isWithin({ range }: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= range[0] && range[1] <= outer.range[1]
}

/**
 * A table, or whatever else of the library a query is made of, that a step of the chain is given, or what a step is given
 * that only leads to the table: no key.
 */
function isTarget(context: AnalysisContext, query: TSESTree.Node, mention: TSESTree.Node): boolean {
  const { oracle, profiles } = context
  const calls = chainCalls(query)
  const step = calls.find((call) => call.arguments.some((argument) => isWithin(mention, argument)))
  if (!step) return false
  const callee = innermostExpression(step.callee)
  if (callee.type === 'Identifier' && step === calls[0] && calls.length > 1) return true
  if (callee.type === 'MemberExpression' && !operationAt(context, callee)) return step !== calls.at(-1)
  if (callee.type === 'MemberExpression' && step !== calls.at(-1) && TABLES.test(staticName(callee) ?? '')) return true
  if (mention.parent !== step) return false
  const modules = new Set(profiles.profiles.flatMap((profile) => profile.modules))
  return oracle.typesAt(mention).some(({ module }) => modules.has(module))
}

/** Methods that are told by name which rows a query is about. */
const TABLES = /^(?:collection|from|into|table|model|selectFrom|insertInto|updateTable|deleteFrom)$/

/** True where a query asks for the first few rows of each key: no list of keys asks for that. */
function isCutOff(query: TSESTree.Node): boolean {
  const counts = chainCalls(query).flatMap(({ callee, arguments: given }): TSESTree.Node[] => {
    const method = innermostExpression(callee)
    const [first] = given
    if (method.type === 'MemberExpression' && CUTTING.test(staticName(method) ?? '')) return first ? [first] : []
    return given.flatMap((argument) =>
      argument.type === 'ObjectExpression'
        ? argument.properties.flatMap((property) =>
            property.type === 'Property' && CUTTING.test(staticName(property) ?? '') ? [property.value] : [],
          )
        : [],
    )
  })
  return counts.some((count) => count.type !== 'Literal' || count.value !== 1)
}

const CUTTING = /^(?:limit|take)$/

/** True for a client, model or repository: the loop runs over tables or databases, and not over rows. */
function isSourceOfRows(context: AnalysisContext, root: TSESTree.Node): boolean {
  const { oracle, profiles } = context
  if (oracle.isCallable(root)) return !oracle.isUntyped(root)
  const names = profiles.profiles.flatMap(({ types }) =>
    Object.values(types).flatMap((rows) =>
      Object.entries(rows).flatMap(([name, { does, effect, result }]) =>
        does === 'transact' || (does === 'run' && effect === 'read' && result === 'many') ? [name] : [],
      ),
    ),
  )
  return [...new Set(names)].some((name) => oracle.membersOf(root, name).length > 0)
}

/**
 * True where the library's form for many rows could stand for a write of each turn: the turns do nothing else that takes
 * time, the write depends on no answer, and nothing is made of its own answer or failure.
 */
export function isReplaceableWrite(context: AnalysisContext, loop: Loop, { node, operation }: QuerySite): boolean {
  if (operation.bulk === undefined || isCaught(node, loop.body) || isUpdateInSql(node)) return false
  if (operation.bulkRefuses && writesProperty(node, operation.bulkRefuses)) return false
  return !hasOtherAwaits(context, loop) && !isAnswerUsed(context, loop, node) && !isConditional(context, loop, node)
}

/** Text that changes one row has no form for many; text that inserts or deletes has. */
function isUpdateInSql(query: TSESTree.Node): boolean {
  const text = query.type === 'CallExpression' ? query.arguments[0] : undefined
  const template = query.type === 'TaggedTemplateExpression' ? query.quasi : text
  const sql = template?.type === 'TemplateLiteral' ? template.quasis[0]?.value.raw : undefined
  return /^\s*(?:update|merge|call|exec)\b/i.test(sql ?? (text?.type === 'Literal' ? String(text.value) : ''))
}

function writesProperty(query: TSESTree.Node, names: readonly string[]): boolean {
  let writes = false
  walk(query, (node) => {
    writes ||= node.type === 'Property' && names.includes(staticName(node) ?? '')
  })
  return writes
}

function hasOtherAwaits(context: AnalysisContext, { body }: Loop): boolean {
  const sites = sitesByNode(context, context.sources.unitAt(body))
  let others = false
  walk(body, (node) => {
    if (isFunctionNode(node)) return 'skip'
    const awaited = node.type === 'AwaitExpression' ? innermostExpression(node.argument) : undefined
    others ||= awaited !== undefined && !sites.has(awaited)
    return undefined
  })
  return others
}

function isAnswerUsed({ sources }: AnalysisContext, loop: Loop, query: TSESTree.Node): boolean {
  const value = outermostWrapper(query)
  const awaited = value.parent?.type === 'AwaitExpression' ? outermostWrapper(value.parent) : value
  const { parent } = awaited
  if (parent?.type === 'VariableDeclarator') {
    if (parent.id.type !== 'Identifier') return true
    return referencesOf(sources.unitAt(query).scopes, parent.id).some(
      ({ identifier, init }) => init !== true && !isCollected(identifier),
    )
  }
  return parent?.type === 'AssignmentExpression' || parent?.type === 'MemberExpression'
}

/** `created.push(user)`, and `return user` to the loop's callback. */
function isCollected(name: TSESTree.Node): boolean {
  const { parent } = outermostWrapper(name)
  return parent?.type === 'ReturnStatement' || parent?.type === 'CallExpression'
}

/** True under a condition that an answer of the same turn decides. */
function isConditional(context: AnalysisContext, loop: Loop, query: TSESTree.Node): boolean {
  const answers = derivedFromElement(context, loop)
  const fn = enclosingFunction(query)
  for (let at = query; at !== loop.body && at !== fn && at.parent; at = at.parent) {
    const { parent } = at as { parent: TSESTree.Node }
    const test = parent.type === 'IfStatement' || parent.type === 'ConditionalExpression' ? parent.test : undefined
    if (test && test !== at && mentionsAnswer(context, loop, test, answers)) return true
  }
  return false
}

function mentionsAnswer({ sources }: AnalysisContext, { body }: Loop, test: TSESTree.Node, derived: Derived): boolean {
  const { scopes } = sources.unitAt(test)
  return derived.mentionsIn(test).some((mention) => {
    const name = mention.type === 'Identifier' ? mention : undefined
    const references = name ? referencesOf(scopes, name) : []
    const written = references.flatMap(({ writeExpr }) => (writeExpr ? [writeExpr] : []))
    return written.some((value) => isWithin(value, body) && awaitsIn(value))
  })
}

function awaitsIn(node: TSESTree.Node): boolean {
  let found = false
  walk(node, ({ type }) => {
    found ||= type === 'AwaitExpression'
  })
  return found
}
