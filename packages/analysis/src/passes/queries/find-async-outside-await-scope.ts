import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import type { QueryCall } from './find-queries.ts'
import { usesOf } from './infer-consumption.ts'
import { misusedQueries } from './misused-queries.ts'
import { modeOfQuery } from './mode-of-query.ts'
import { oncePerUnit } from './once-per-unit.ts'

/**
 * A query that is sent from a place which can never wait for it, and whose promise stays there: nobody learns when it is
 * done, only perhaps that it failed. A promise that is stored or returned is left to whoever awaits it.
 */
export interface AsyncOutsideAwaitScope {
  readonly node: QueryCall
  readonly place: PlaceWithoutAwait
}

export type PlaceWithoutAwait = 'constructor' | 'getter' | 'setter' | 'static block' | 'toJSON' | 'callback'

export const findAsyncOutsideAwaitScope = oncePerUnit((context, unit): AsyncOutsideAwaitScope[] => {
  const found: AsyncOutsideAwaitScope[] = []
  walk(unit.ast, (node) => {
    if (node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') return
    const place = placeWithoutAwait(context, node)
    if (place && staysBehind(context, unit, node)) found.push({ node, place })
  })
  return found
})

function placeWithoutAwait(context: AnalysisContext, node: TSESTree.Node): PlaceWithoutAwait | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'StaticBlock') return 'static block'
    if (!isFunctionNode(at)) continue
    if (at.async || at.generator) return undefined
    const { parent } = outermostWrapper(at)
    if (parent?.type === 'MethodDefinition' || parent?.type === 'Property') return placeOfMember(parent)
    if (parent?.type !== 'CallExpression' || parent.callee === at) return undefined
    return needsValue(context, parent, at) ? 'callback' : undefined
  }
  return undefined
}

function placeOfMember(member: TSESTree.MethodDefinition | TSESTree.Property): PlaceWithoutAwait | undefined {
  if (member.kind === 'constructor') return 'constructor'
  if (member.kind === 'get') return 'getter'
  if (member.kind === 'set') return 'setter'
  return staticName(member) === 'toJSON' ? 'toJSON' : undefined
}

const VALUE_CALLBACKS = new Set(['sort', 'toSorted', 'filter', 'some', 'every', 'find', 'findIndex', 'replace'])

/** True for a callback whose value is needed at once: comparators, predicates and replacers. */
function needsValue({ oracle }: AnalysisContext, call: TSESTree.CallExpression, callback: TSESTree.Node): boolean {
  const callee = innermostExpression(call.callee)
  const name = callee.type === 'MemberExpression' ? staticName(callee) : undefined
  return name !== undefined && VALUE_CALLBACKS.has(name) && oracle.expectedResult(callback) === 'value'
}

/** True where the promise is neither stored nor returned: a chain of `then` takes it, `void`, or a statement. */
function staysBehind(context: AnalysisContext, unit: SourceUnit, node: QueryCall): boolean {
  const uses = usesOf(context, unit, node)
  const stays = uses.every(
    ({ kind, by }) => kind === 'dropped' || (kind === 'resolved' && by.type === 'CallExpression' && isStatement(by)),
  )
  if (!stays || misusedQueries(context, unit).has(node)) return false
  if (uses.some(({ within }) => within && misusedQueries(context, unit).has(within))) return false
  const mode = modeOfQuery(context, unit, node)
  return mode === 'eager' || (mode === 'lazy' && uses.some(({ kind }) => kind === 'resolved'))
}

function isStatement(chain: TSESTree.Node): boolean {
  const { parent } = outermostWrapper(chain)
  if (parent?.type === 'MemberExpression') return isStatement(outermostWrapper(parent).parent ?? parent)
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'UnaryExpression' && parent.operator === 'void')
}
