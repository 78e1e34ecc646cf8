import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { enclosingTries } from '../../flow/enclosing-try.ts'
import { enclosingFunction, isFunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { twinCall } from '../../syntax/twin-call.ts'
import { twinHome } from '../../syntax/twin-home.ts'
import { walk } from '../../syntax/walk.ts'
import { awaitValue, isAwaited, waitAt } from './await-value.ts'
import { callsToAwait } from './calls-to-await.ts'
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
import { firstRow } from './first-row.ts'
import type { Site, TransactionSite } from '../queries/find-queries.ts'
import { localHandle } from './local-handle.ts'
import { reachedSites } from './reached-sites.ts'
import { isInSeam, seamsAround } from './seams-around.ts'
import { sourceOf } from './source-of.ts'

/** What follows where a blocking place becomes asynchronous. */
export function expandSite(context: PropagationContext, site: Site): Expansion {
  const change = { kind: 'query', node: site.node, site, row: firstRow(context, site) } as const
  if (site.kind === 'iteration') return waitAt(context, site.form === 'for-of' ? site.by : site.node, change)
  if ((site.operation.twin ?? null) === null) return expandBehindSeam(context, site)
  if (site.operation.became && site.node.type === 'CallExpression') return expandBecame(context, site.node)
  const call = twinCall(site)
  if ('because' in call) return stoppedBy('no-twin', site.node, call.because)
  if (!twinHome(context.sources.unitAt(site.node).scopes, site)) return stoppedBy('no-twin', site.node)
  const handle = localHandle(context, site)
  if (handle === 'not-local') return stoppedBy('no-twin', site.node, DESCRIPTOR)
  if (site.operation.twinForm === 'command' && readsExitStatus(site.node))
    return stoppedBy('no-twin', site.node, STATUS)
  const together = handle === 'none' ? [] : handle.filter((one) => one !== site)
  const waits = joined([
    isAwaited(site.node) ? changing(change) : waitAt(context, site.node, change),
    ...together.map((one) => forcing({ kind: 'site', site: one }, site.node)),
  ])
  return site.kind === 'transaction' ? joined([waits, expandCallback(context, site)]) : waits
}

const DESCRIPTOR =
  'A file descriptor becomes a `FileHandle` only where one function opens, uses and closes it, in a variable of its own: ' +
  'bring its uses together, or pass the path.'

const STATUS = 'The error of the asynchronous form has the exit status as `code`: read both.'

/** True where a `catch` around a call asks for what only the blocking function's error says. */
function readsExitStatus(node: TSESTree.Node): boolean {
  return enclosingTries(node).some(({ block, handler }) => {
    let reads = false
    if (handler && isWithin(node, block))
      walk(handler, (one) => {
        const name =
          one.type === 'MemberExpression' || (one.type === 'Property' && one.parent.type === 'ObjectPattern')
            ? staticName(one)
            : undefined
        if (name === 'status' || name === 'output' || name === 'pid') reads = true
      })
    return reads
  })
}

function isWithin({ range: [start, end] }: TSESTree.Node, { range }: TSESTree.Node): boolean {
  return range[0] <= start && end <= range[1]
}

/** What has no asynchronous form stays, where the functions around it become asynchronous: a driver that does can take its place. */
function expandBehindSeam(context: PropagationContext, site: Site): Expansion {
  const seams = seamsAround(context, site.node)
  if (seams.length > 0) return joined(seams.map((fn) => forcing({ kind: 'function', fn }, fn)))
  const fn = enclosingFunction(site.node)
  const member = fn?.parent.type === 'MethodDefinition' ? fn.parent : undefined
  if (member && isInSeam(context, member) && member.kind !== 'method')
    return stoppedBy(member.kind === 'constructor' ? 'constructor' : 'accessor', member)
  return stoppedBy(site.kind === 'transaction' ? 'sync-transaction' : 'no-twin', site.node)
}

/** The promise of what became asynchronous is awaited; a function of the project's own that is not yet follows. */
function expandBecame(context: PropagationContext, call: TSESTree.CallExpression): Expansion {
  if (context.oracle.isThenable(call)) return joined(callsToAwait(context, call).map((one) => awaitValue(context, one)))
  const callee = innermostExpression(call.callee)
  const symbols = context.oracle.symbolsAt(callee.type === 'MemberExpression' ? callee.property : callee)
  return joined([awaitValue(context, call), forcingSlots(symbols, call)])
}

/**
 * A blocking query in an asynchronous transaction would wait for the connection that the transaction holds: whatever
 * blocks in the callback, or in a function that it calls, follows or keeps the transaction as it is.
 */
function expandCallback(context: PropagationContext, site: TransactionSite): Expansion {
  const callback = site.node.arguments.find((argument) => context.oracle.isCallable(argument))
  if (!callback) return NOTHING
  return joined([
    sourceOf(context, callback),
    ...bodiesOf(context, site, callback)
      .flatMap((body) => reachedSites(context, body))
      .filter((reached) => reached !== site)
      .map((reached) => forcing({ kind: 'site', site: reached }, callback)),
  ])
}

function bodiesOf(context: PropagationContext, { node }: TransactionSite, callback: TSESTree.Node): TSESTree.Node[] {
  const written = innermostExpression(callback)
  return isFunctionNode(written) ? [written] : knownCallees(context, { ...node, callee: callback })
}
