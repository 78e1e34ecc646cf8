import type { TSESTree } from '@typescript-eslint/types'
import { arrayCallbackOf } from '../../profiles/array-callbacks.ts'
import type { CallbackRow } from '../../profiles/profile.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { awaitValue, waitAt } from './await-value.ts'
import type { BoundaryReason } from './boundary-reasons.ts'
import { callbackRow, catchesAll } from './callback-row.ts'
import { catchingHandler } from './catching-handler.ts'
import { containerTaking } from './container-methods.ts'
import { installedMajor } from '../../types/installed-major.ts'
import {
  changing,
  forcing,
  forcingSlots,
  joined,
  NOTHING,
  stoppedBy,
  type Expansion,
  type PropagationContext,
} from './expansion.ts'
import { followAssertion } from './follow-assertion.ts'
import { findLoopCallback } from './find-loop-callback.ts'
import { intoElements } from './into-place.ts'
import { operationAt, type Site } from '../queries/find-queries.ts'
import { parameterSlots } from './parameter-slots.ts'

type Call = TSESTree.CallExpression | TSESTree.NewExpression

/** What follows where a function that returns a promise from now on is handed to a call. */
export function followArgument(context: PropagationContext, call: Call, argument: TSESTree.Node): Expansion {
  const { oracle } = context
  const callee = innermostExpression(call.callee)
  const index = call.arguments.indexOf(argument as never)
  const site = context.sites.get(call)
  if (site?.kind === 'transaction')
    return site.operation.twin === null ? stoppedBy('sync-transaction', call) : forcing({ kind: 'site', site }, call)
  if (operationAt(context, callee)?.operation.does === 'transact') return NOTHING

  const twinRow = site && callbackRowOfTwin(context, site, index)
  if (site && twinRow)
    return joined([
      forcing({ kind: 'site', site }, call),
      followRow(context, twinRow, call, innermostExpression(argument)),
    ])

  const row = callbackRow(context, call, argument)
  if (row) return followRow(context, row, call, innermostExpression(argument))
  const assertion = call.type === 'CallExpression' ? followAssertion(context, call, argument) : undefined
  if (assertion) return assertion
  const loop =
    call.type === 'CallExpression' ? findLoopCallback(context, call, innermostExpression(argument)) : undefined
  if (loop) return waitAt(context, call, { kind: 'loop', node: loop.call, loop })
  if (isArrayMethod(context, callee)) return stoppedBy('array-callback', call)
  if (oracle.expectedResult(argument) === 'accepts-promise') return NOTHING
  const slots = parameterSlots(context, call, index)
  if (slots.length > 0) return forcingSlots(slots, argument)
  const container = containerTaking(context, callee, index)
  if (container) return intoElements(context, container, { node: argument, depth: 0 })
  return stoppedBy(reasonAt(callee, innermostExpression(argument)), call)
}

/** What the asynchronous twin of a query does with a callback: it waits where the query itself can't. */
function callbackRowOfTwin({ oracle, profiles }: PropagationContext, { node, operation }: Site, index: number) {
  if (node.type !== 'CallExpression' || typeof operation.twin !== 'string') return undefined
  const member = operation.twin
  return oracle
    .identitiesAt(innermostExpression(node.callee))
    .flatMap((identity) => profiles.callbackOf({ ...identity, member }) ?? [])
    .find((row) => (row.argument ?? index) === index)
}

/** What follows where a row says what a call does with a function that returns a promise from now on. */
export function followRow(
  context: PropagationContext,
  row: CallbackRow,
  call: Call,
  callback: TSESTree.Node,
): Expansion {
  if (row.result === 'awaited' && tellsItsEnd(row, callback)) return stoppedBy('done-callback', call)
  if (row.result === 'awaited') return isTooOld(context, row, call) ? handingOn(context, callback) : NOTHING
  if (row.result === 'returned') return awaitValue(context, call)
  if (row.reentrant) return stoppedBy('reentrant-callback', call)
  if (row.result === 'required-sync') return stoppedBy(row.because ?? 'sync-callback', call)
  return catchesAll(callback) ? NOTHING : stoppedBy('unhandled-rejection', call)
}

function tellsItsEnd({ done }: CallbackRow, callback: TSESTree.Node): boolean {
  return done !== undefined && isFunctionNode(callback) && callback.params.length > done
}

function isTooOld({ sources }: PropagationContext, { waitsSince }: CallbackRow, call: Call): boolean {
  const installed = waitsSince && installedMajor(waitsSince.package, sources.unitAt(call).fileName)
  return waitsSince !== undefined && (installed ?? 0) < waitsSince.major
}

/** A handler that is async already was written for whoever drops its promise. */
function handingOn(context: PropagationContext, callback: TSESTree.Node): Expansion {
  const handler = catchingHandler(context, callback)
  if (isFunctionNode(callback) && catchesAll(callback)) return NOTHING
  return handler
    ? changing({ kind: 'handler', node: callback as TSESTree.Expression, handler })
    : stoppedBy('unhandled-rejection', callback)
}

function isArrayMethod({ oracle }: PropagationContext, callee: TSESTree.Node): boolean {
  return (
    callee.type === 'MemberExpression' &&
    arrayCallbackOf(staticName(callee)) !== undefined &&
    oracle.isArray(callee.object)
  )
}

const LISTENING = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener', 'subscribe'])

function reasonAt(callee: TSESTree.Node, argument: TSESTree.Node): BoundaryReason {
  const name = callee.type === 'MemberExpression' ? staticName(callee) : undefined
  if (name !== undefined && LISTENING.has(name)) return 'reentrant-callback'
  if (name === 'forEach') return 'array-callback'
  return isFunctionNode(argument) ? 'sync-callback' : 'unclassified-reference'
}
