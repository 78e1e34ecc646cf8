import type { TSESTree } from '@typescript-eslint/types'
import { joinSummaries, NO_EFFECTS, type EffectSummary } from '../calls/effect-summary.ts'
import type { BodyEffects, CallEdge } from '../calls/function-summaries.ts'
import { isCaught } from '../flow/is-caught.ts'
import { isFunctionNode, type FunctionNode } from '../syntax/function-node.ts'
import { variableOf } from '../syntax/references-of.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { walk } from '../syntax/walk.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { changedBy, contentsOf } from '../flow/changed-by.ts'
import { addCallEffects, isQueryCallback } from './call-effects.ts'
import { findQueries, isLazy, type Site } from './find-queries.ts'
import { oncePerUnit } from './once-per-unit.ts'

/** A body whose effects are being collected. */
export interface EffectCollector {
  readonly context: AnalysisContext
  /** The function, expression or statement whose effects these are. */
  readonly body: TSESTree.Node
  readonly sitesAt: (node: TSESTree.Node) => readonly Site[]
  /** Adds an effect; what it throws is dropped where the body catches it. */
  readonly add: (node: TSESTree.Node, effects: Partial<EffectSummary>) => void
  readonly unknown: (node: TSESTree.Node, reason?: 'unknown-effect' | 'waiting') => void
  /** Adds the assignment of a variable or member. */
  readonly change: (target: TSESTree.Node) => void
  /** Adds a change of what an object holds. */
  readonly changeContents: (object: TSESTree.Node) => void
  readonly call: (edge: Omit<CallEdge, 'isCaught'>) => void
}

/**
 * Collects what a body does by itself, and what it calls. Functions made inside it count where they are called, not
 * where they are made; only callbacks that a library builds a query with are part of the body.
 */
export function collectEffects(context: AnalysisContext, body: TSESTree.Node): BodyEffects {
  let own = NO_EFFECTS
  const calls: CallEdge[] = []
  const sites = sitesByNode(context, context.sources.unitAt(body))
  const add: EffectCollector['add'] = (node, effects) => {
    const throws = isCaught(node, body) ? 'nothing' : (effects.throws ?? 'nothing')
    own = joinSummaries(own, { ...NO_EFFECTS, ...effects, throws })
  }
  const collector: EffectCollector = {
    context,
    body,
    sitesAt: (node) => sites.get(node) ?? [],
    add,
    unknown: (node, reason = 'unknown-effect') =>
      add(node, { effect: 'unknown', throws: 'domain', obstacle: { reason, node } }),
    change: (target) => add(target, { writes: changedBy(context, target, body) }),
    changeContents: (object) => add(object, { writes: contentsOf(context, object, body) }),
    call: (edge) => calls.push({ ...edge, isCaught: isCaught(edge.node, body) }),
  }
  walk(body, (node) => {
    if (node !== body && isFunctionNode(node) && !isQueryCallback(collector, node)) return 'skip'
    if (node !== body && (node.type === 'TSTypeAnnotation' || node.type === 'TSTypeParameterInstantiation'))
      return 'skip'
    addEffects(collector, node)
    return undefined
  })
  return { own, calls }
}

const sitesByNode = oncePerUnit((context, unit) => {
  const sites = new Map<TSESTree.Node, Site[]>()
  for (const site of findQueries(context, unit)) sites.set(site.node, [...(sites.get(site.node) ?? []), site])
  return sites
})

function addEffects(collector: EffectCollector, node: TSESTree.Node): void {
  for (const { kind, operation, profile } of collector.sitesAt(node))
    if (kind === 'iteration' || kind === 'property')
      collector.add(node, {
        effect: operation.effect,
        throws: operation.throws,
        queries: true,
        clients: new Set([profile.client ?? 'unknown']),
      })
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return addCallEffects(collector, node)
    case 'AwaitExpression':
      return addStoredPromise(collector, node)
    case 'MemberExpression':
      return addAccessor(collector, node)
    case 'AssignmentExpression':
      return changePattern(collector, node.left)
    case 'UpdateExpression':
      return collector.change(node.argument)
    case 'UnaryExpression':
      return node.operator === 'delete' ? collector.change(node.argument) : undefined
    case 'ThrowStatement':
      return collector.add(node, { throws: 'domain' })
    case 'ForOfStatement':
      if (node.left.type !== 'VariableDeclaration') changePattern(collector, node.left)
      return node.await && !isLazy(collector.context, node.right) ? collector.unknown(node, 'waiting') : undefined
    case 'ForInStatement':
      return node.left.type === 'VariableDeclaration' ? undefined : changePattern(collector, node.left)
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return waitsForCondition(node) ? collector.unknown(node, 'waiting') : undefined
    case 'VariableDeclaration':
      return node.kind === 'using' || node.kind === 'await using' ? collector.unknown(node) : undefined
    case 'ImportExpression':
    case 'StaticBlock':
      return collector.unknown(node)
    default:
      return undefined
  }
}

/** A promise that something else made settles whenever that something pleases; so does one whose type is not known. */
function addStoredPromise(collector: EffectCollector, node: TSESTree.AwaitExpression): void {
  const { oracle } = collector.context
  const awaited = innermostExpression(node.argument)
  if (awaited.type === 'CallExpression' || awaited.type === 'NewExpression') return
  if (isLazy(collector.context, awaited)) return addLazyValue(collector, awaited)
  if (oracle.isThenable(awaited) || oracle.isUntyped(awaited)) collector.unknown(node, 'waiting')
}

/** A lazy query out of a variable or a parameter: what it does was decided where it was built, which may be elsewhere. */
function addLazyValue(collector: EffectCollector, query: TSESTree.Node): void {
  const definition =
    query.type === 'Identifier' ? variableOf(collector.context.sources.unitAt(query).scopes, query)?.defs[0] : undefined
  const init = definition?.node.type === 'VariableDeclarator' ? definition.node.init : undefined
  const sites =
    init && definition?.parent?.type === 'VariableDeclaration' && definition.parent.kind === 'const'
      ? collector.sitesAt(innermostExpression(init))
      : []
  if (init && sites.length > 0) addEffects(collector, innermostExpression(init))
  else collector.unknown(query)
}

function addAccessor({ context, call, body }: EffectCollector, node: TSESTree.MemberExpression): void {
  if (node.computed) return
  const symbol = context.oracle.symbolAt(node.property)
  if (!symbol) return
  const getters = context.oracle.declarationsOf(symbol).flatMap((declaration): FunctionNode[] => {
    if (declaration.kind === 'dependency') return []
    const { node: member } = declaration
    const isGetter = (member.type === 'MethodDefinition' || member.type === 'Property') && member.kind === 'get'
    return isGetter && isFunctionNode(member.value) ? [member.value] : []
  })
  if (getters.length > 0 && node !== body)
    call({ node, targets: getters, clientAt: () => 'unknown', callbackAt: () => undefined })
}

function changePattern(collector: EffectCollector, pattern: TSESTree.Node): void {
  switch (pattern.type) {
    case 'ArrayPattern':
      return pattern.elements.forEach((element) => element && changePattern(collector, element))
    case 'ObjectPattern':
      return pattern.properties.forEach((property) =>
        changePattern(collector, property.type === 'Property' ? property.value : property.argument),
      )
    case 'AssignmentPattern':
      return changePattern(collector, pattern.left)
    case 'RestElement':
      return changePattern(collector, pattern.argument)
    default:
      return collector.change(pattern)
  }
}

/** True where a loop goes round until something that it awaits says otherwise. A count, or a list, ends by itself. */
function waitsForCondition(loop: TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement): boolean {
  let hasAwait = false
  walk(loop, (node) => {
    if (isFunctionNode(node)) return 'skip'
    if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) hasAwait = true
    return undefined
  })
  return hasAwait && !(loop.type === 'ForStatement' && loop.test && loop.update)
}
