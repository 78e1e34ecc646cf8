import type { TSESTree } from '@typescript-eslint/types'
import { joinSummaries, NO_EFFECTS, type EffectSummary } from '../../calls/effect-summary.ts'
import type { BodyEffects, CallEdge } from '../../calls/function-summaries.ts'
import { isBuiltInContainer } from '../../profiles/javascript.ts'
import { suspends } from '../../flow/suspends.ts'
import { isCaught } from '../../flow/is-caught.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { changedBy, contentsOf } from '../../flow/changed-by.ts'
import { addCallEffects, isQueryCallback } from './call-effects.ts'
import { isLazy, type Site } from '../queries/find-queries.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'
import { addStoredValue } from './stored-values.ts'

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
  /** Adds what another expression does by itself. */
  readonly include: (node: TSESTree.Node) => void
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
    include: (node) => addEffects(collector, node),
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

function addEffects(collector: EffectCollector, node: TSESTree.Node): void {
  for (const { kind, operation, profile } of collector.sitesAt(node))
    if (kind === 'iteration' || kind === 'property')
      collector.add(node, {
        effect: operation.effect,
        throws: operation.throws,
        clients: new Set([profile.client === 'ambient' ? 'ambient' : 'unknown']),
      })
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return addCallEffects(collector, node)
    case 'AwaitExpression':
      return addUntyped(collector, node)
    case 'Identifier':
      return addStoredValue(collector, node)
    case 'MemberExpression':
      addStoredValue(collector, node)
      return addAccessor(collector, node)
    case 'VariableDeclarator':
      if (node.id.type === 'ArrayPattern' && node.init) addIteration(collector, node.init)
      return addPatternAccessors(collector, node)
    case 'SpreadElement':
      return node.parent.type === 'ObjectExpression' ? undefined : addIteration(collector, node.argument)
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
      if (!node.await) return addIteration(collector, node.right)
      return isLazy(collector.context, node.right) ? undefined : collector.unknown(node, 'waiting')
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

/** What has no type may be a promise that anything settles. */
function addUntyped(collector: EffectCollector, node: TSESTree.AwaitExpression): void {
  const awaited = innermostExpression(node.argument)
  if (awaited.type === 'CallExpression' || awaited.type === 'NewExpression') return
  if (collector.context.oracle.isUntyped(awaited)) collector.unknown(node, 'waiting')
}

/** What is iterated is a container of the language's own, or was made by a call that counts already. */
function addIteration(collector: EffectCollector, iterated: TSESTree.Node): void {
  const { context } = collector
  const node = innermostExpression(iterated)
  if (node.type === 'CallExpression' || node.type === 'ArrayExpression') return
  const isContainer = context.oracle
    .protocolAt(node, '[Symbol.iterator]')
    .every((identity) => isBuiltInContainer(identity) || context.profiles.operationOf(identity))
  if (!isContainer || context.oracle.isUntyped(node)) collector.unknown(node)
}

/** Reading a member runs its getter. */
function addAccessor(collector: EffectCollector, node: TSESTree.MemberExpression): void {
  if (!node.computed && node !== collector.body)
    addGetters(collector, node, collector.context.oracle.symbolsAt(node.property))
}

/** So does taking it out of an object by a pattern. */
function addPatternAccessors(collector: EffectCollector, { id, init }: TSESTree.VariableDeclarator): void {
  if (id.type !== 'ObjectPattern' || !init) return
  for (const property of id.properties)
    if (property.type === 'Property' && property.key.type === 'Identifier' && !property.computed)
      addGetters(collector, property, collector.context.oracle.membersOf(init, property.key.name))
}

function addGetters({ context, call }: EffectCollector, node: TSESTree.Node, members: readonly SymbolHandle[]): void {
  const targets = members.flatMap(context.oracle.declarationsOf).flatMap((declaration): FunctionNode[] => {
    if (declaration.kind === 'dependency') return []
    const { node: member } = declaration
    const isGetter = (member.type === 'MethodDefinition' || member.type === 'Property') && member.kind === 'get'
    return isGetter && isFunctionNode(member.value) ? [member.value] : []
  })
  if (targets.length > 0) call({ node, targets, clientAt: () => 'unknown', callbackAt: () => undefined })
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
  return suspends(loop) && !(loop.type === 'ForStatement' && loop.test && loop.update)
}
