import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { variableOf } from '../../syntax/references-of.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { EffectCollector } from './collect-effects.ts'
import { isLazy } from '../queries/find-queries.ts'

/**
 * Adds what comes with a promise or lazy query that the body did not make: the promise settles at somebody else's
 * pleasure (`waiting`), and what the query does was decided where it was built. What a parameter brings counts at the
 * call site.
 */
export function addStoredValue(
  collector: EffectCollector,
  node: TSESTree.Identifier | TSESTree.MemberExpression,
): void {
  const { context } = collector
  if (node.type === 'Identifier' ? !comesFromElsewhere(collector, node) : isCallee(node)) return
  if (!context.oracle.isThenable(node)) return
  if (isLazy(context, node)) addLazyValue(collector, node)
  else collector.unknown(node, 'waiting')
}

/** A list of promises that is waited for: its elements are stored promises if the list is. */
export function addStoredList(collector: EffectCollector, list: TSESTree.Node | undefined): void {
  const node = list && innermostExpression(list)
  const isStored =
    node?.type === 'MemberExpression' || (node?.type === 'Identifier' && comesFromElsewhere(collector, node))
  if (isStored) collector.unknown(node, 'waiting')
}

function isCallee(node: TSESTree.Node): boolean {
  const { parent } = outermostWrapper(node)
  return parent?.type === 'CallExpression' && innermostExpression(parent.callee) === node
}

/** False for a value that the body made itself or was given by its caller. */
function comesFromElsewhere({ context, body }: EffectCollector, name: TSESTree.Identifier): boolean {
  const variable = variableOf(context.sources.unitAt(name).scopes, name)
  const reference = variable?.references.find(({ identifier }) => identifier === name)
  if (!variable || !reference?.isRead()) return false
  const [definition] = variable.defs
  if (!definition || !isDeclaredIn(variable, body)) return true
  if (definition.type === 'Parameter') return !isPlainParameter(definition.node, definition.name)
  if (definition.type !== 'Variable') return false
  // A loop's variable, and what a pattern takes out of something, were in a container.
  const isInLoop = /^For(?:Of|In)Statement$/.test(definition.node.parent.parent.type)
  return isInLoop || definition.node.id.type !== 'Identifier'
}

function isPlainParameter(fn: TSESTree.Node, name: TSESTree.Node): boolean {
  return 'params' in fn && Array.isArray(fn.params) && (fn.params as readonly TSESTree.Node[]).includes(name)
}

function isDeclaredIn({ scope }: Variable, body: TSESTree.Node): boolean {
  for (let at: TSESTree.Node | undefined = scope.block; at; at = at.parent) if (at === body) return true
  return false
}

/** A constant that a query was built for does what that query does. */
function addLazyValue(collector: EffectCollector, query: TSESTree.Node): void {
  const { scopes } = collector.context.sources.unitAt(query)
  const definition = query.type === 'Identifier' ? variableOf(scopes, query)?.defs[0] : undefined
  const declarator = definition?.type === 'Variable' ? definition.node : undefined
  const isConstant = declarator?.parent.kind === 'const' && declarator.id.type === 'Identifier'
  const built = isConstant && declarator.init ? innermostExpression(declarator.init) : undefined
  if (built && collector.sitesAt(built).length > 0) collector.include(built)
  else collector.unknown(query)
}
