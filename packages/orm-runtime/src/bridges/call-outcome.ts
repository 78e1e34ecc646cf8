import { UsageError } from '../errors/usage-error.ts'
import type { CallOutcome } from './messages.ts'
import { packError, unpackError } from './sent-error.ts'

/** The result of a call in another thread; throws what the function has thrown. */
export function resultOf(outcome: CallOutcome, callerStack: string): unknown {
  if ('failure' in outcome) throw unpackError(outcome.failure, callerStack)
  return outcome.result
}

/** Sends how a call ended; a result that can't be cloned is a failure. */
export function sendOutcome(name: string, outcome: CallOutcome, send: (outcome: CallOutcome) => void): void {
  try {
    send(outcome)
  } catch (error) {
    send({ failure: packError(notCloneable(name, 'result', error)) })
  }
}

/** The error for a value that can't cross. */
export function notCloneable(name: string, what: 'result' | 'parameters', cause: unknown): UsageError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = `The ${what} of \`${name}\` can't be sent to another thread: ${reason}`
  return new UsageError(message, { hint: 'Send plain values: no functions, promises or queries.', cause })
}
