import { workerData } from 'node:worker_threads'
import { inContext } from '../execute/context.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { AsyncWorkerStart } from './async-thread.ts'
import { notCloneable, resultOf, sendOutcome } from './call-outcome.ts'
import { withContext } from './carried-context.ts'
import { loadFunction } from './load-function.ts'
import type { CallOutcome, FromAsyncWorker, FunctionCall, ToAsyncWorker } from './messages.ts'
import { packError } from './sent-error.ts'
import { servingCall, type OuterCall } from './thread-role.ts'

// The worker thread of `asyncToSync`. While the thread that started it waits, it serves that thread's call, and the
// calls that the functions make which the waiting thread runs for it.

// AsyncThread starts this module, and with these.
const { port, messages } = workerData as AsyncWorkerStart
const running = new Map<number, (outcome: CallOutcome) => void>()
let lastId = 0

process.on('uncaughtException', (error) => {
  send({ is: 'stopping', reason: String(error) })
  process.exit(1)
})
process.on('exit', (code) => send({ is: 'stopping', reason: `it ended with code ${code}` }))

port.on('message', (message: ToAsyncWorker) => {
  if (message.is === 'call') void serve(message.id, message.call)
  else {
    running.get(message.id)?.(message.outcome)
    running.delete(message.id)
  }
})

async function serve(id: number, call: FunctionCall): Promise<void> {
  const outer: OuterCall = { name: call.name, open: true, runThere: (inner) => runThere(outer, inner) }
  const outcome = await outcomeOf(outer, call)
  outer.open = false
  sendOutcome(call.name, outcome, (sent) => send({ is: 'outcome', id, outcome: sent }))
}

async function outcomeOf(outer: OuterCall, call: FunctionCall): Promise<CallOutcome> {
  try {
    const run = await loadFunction(call)
    // Blocking calls throw here, as in every asynchronous program.
    const work = () => inContext({ asynchronous: true }, () => run(...call.parameters))
    return { result: await servingCall(outer, () => withContext(call.context, work)) }
  } catch (error) {
    return { failure: packError(error) }
  }
}

async function runThere(outer: OuterCall, call: FunctionCall): Promise<unknown> {
  const { stack = '' } = new Error()
  if (!outer.open) {
    throw new UsageError(
      `\`${call.name}\` is thread-sensitive, and its thread no longer waits: \`${outer.name}\` has returned. Await it inside, or give { threadSensitive: false }.`,
    )
  }
  const id = ++lastId
  const outcome = new Promise<CallOutcome>((resolve) => running.set(id, resolve))
  try {
    send({ is: 'call', id, call })
  } catch (error) {
    running.delete(id)
    throw notCloneable(call.name, 'parameters', error)
  }
  return resultOf(await outcome, stack)
}

function send(message: FromAsyncWorker): void {
  port.postMessage(message)
  Atomics.add(messages, 0, 1)
  Atomics.notify(messages, 0)
}
