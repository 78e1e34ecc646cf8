import type { Outcome, Row, Statement } from '../dialects/connections.ts'
import { blockingAtomic } from './blocking-atomic.ts'
import { blockingBlock } from './blocking-blocks.ts'
import { currentContext } from './context.ts'
import type { Database } from './database.ts'
import { describeCall, describeTwin } from './describe-call.ts'
import { longCallsAreWatched, measureBlocking } from './long-calls.ts'
import { refuseBlocking, refuseDuringTransaction } from './refuse-blocking.ts'
import { executeBlocking, streamBlocking } from './send-statement.ts'
import type { Call, Step, Steps } from './steps.ts'

/**
 * Executes an operation on the calling thread, which blocks until it is done.
 * @throws SynchronousOnlyOperation inside `asyncContext` and inside an open `aatomic` block.
 */
export function runSync<T>(call: Call, steps: Steps<T>): T {
  const refuse = () => {
    if (currentContext()) refuseBlocking(() => ({ blocking: describeCall(call), remedy: describeTwin(call) }))
  }
  const first = firstStep(steps, refuse)
  // What is answered from memory (a queryset's rows, a prefetched relation) blocks nobody.
  if (first.done) return first.value
  refuse()
  if (!longCallsAreWatched()) return drive(call, steps, first)
  return measureBlocking(
    () => describeCall(call),
    () => drive(call, steps, first),
  )
}

/** That a call blocks is said before what else is wrong with it. */
function firstStep<T>(steps: Steps<T>, refuse: () => void): IteratorResult<Step, T> {
  try {
    return steps.next()
  } catch (error) {
    refuse()
    throw error
  }
}

/** The rows of a SELECT in chunks, as they are pulled. */
export function* streamSync(
  call: Call,
  database: Database,
  statement: Statement,
  chunkSize: number,
): Generator<readonly Row[], void, void> {
  if (currentContext()) refuseBlocking(() => ({ blocking: describeCall(call), remedy: describeTwin(call) }))
  const block = blockingBlock(database.alias)
  block?.refuseBroken()
  try {
    yield* streamBlocking(database, statement, chunkSize, () => describeCall(call))
  } catch (error) {
    block?.break(error)
    throw error
  }
}

function drive<T>(call: Call, steps: Steps<T>, first = steps.next()): T {
  let step = first
  while (!step.done) {
    let answer: unknown
    try {
      answer = taken(call, step.value)
    } catch (error) {
      step = steps.throw(error)
      continue
    }
    step = steps.next(answer)
  }
  return step.value
}

function taken(call: Call, step: Step): unknown {
  if (step.kind === 'statement') return execute(call, step.database, step.statement)
  if (step.kind === 'call') return step.blocking()
  return blockingAtomic(step.database, () => drive(call, step.steps()))
}

function execute(call: Call, database: Database, statement: Statement): Outcome {
  const block = blockingBlock(database.alias)
  block?.refuseBroken()
  if (statement.effect === 'write' && !block) refuseDuringTransaction(database, statement.sql)
  try {
    return executeBlocking(database, statement, () => describeCall(call))
  } catch (error) {
    block?.break(error)
    throw error
  }
}
