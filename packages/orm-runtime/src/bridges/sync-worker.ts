import { parentPort } from 'node:worker_threads'
import { UsageError } from '../errors/usage-error.ts'
import { sendOutcome } from './call-outcome.ts'
import { withContext } from './carried-context.ts'
import { loadFunction } from './load-function.ts'
import type { CallOutcome, FunctionCall } from './messages.ts'
import { packError } from './sent-error.ts'
import { becomeSyncWorker } from './thread-role.ts'

// A worker thread of `syncToAsync`. The next call is sent when the last one was answered.

const port = parentPort
if (!port) throw new Error('This module runs as a worker thread.')

becomeSyncWorker()
port.on('message', (message: FunctionCall | 'close') => {
  if (message === 'close') process.exit()
  void outcomeOf(message).then((outcome) => sendOutcome(message.name, outcome, (sent) => port.postMessage(sent)))
})

async function outcomeOf(call: FunctionCall): Promise<CallOutcome> {
  try {
    const run = await loadFunction(call)
    const result = withContext(call.context, () => run(...call.parameters))
    if (isThenable(result)) {
      const message = `\`${call.name}\` is asynchronous, it answers a promise or a query: call it without syncToAsync.`
      throw new UsageError(message)
    }
    return { result }
  } catch (error) {
    return { failure: packError(error) }
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
