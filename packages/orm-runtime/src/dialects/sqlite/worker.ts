import { parentPort, workerData } from 'node:worker_threads'
import type { Row } from '../dialect.ts'
import { openConnection } from './connection.ts'
import { driverFailure } from './driver-error.ts'
import type { Reply, Request, WorkerOptions } from './messages.ts'
import { statementRunner } from './statement-runner.ts'

// A worker thread: one connection, which runs the statements it is sent in their order. Rows beyond a chunk wait here
// until they are asked for: a message of 30,000 rows would hold the main thread for 35 ms.

const CHUNK = 500
const MAX_DELAY_MILLISECONDS = 1

const options = workerData as WorkerOptions
const port = parentPort
if (!port) throw new Error('This module runs as a worker thread.')

const connection = await openConnection(options)
if (!options.writes) connection.pragma('query_only = on')
const run = statementRunner(connection)
const waiting = new Map<number, { readonly rows: readonly Row[]; readonly from: number }>()

port.on('message', (message: readonly Request[] | 'close') => {
  if (message === 'close') {
    connection.close()
    port.close()
    return
  }
  let replies: Reply[] = []
  let rows = 0
  let started = performance.now()
  for (const request of message) {
    const reply = answer(request)
    if (!reply) continue
    replies.push(reply)
    if ('rows' in reply) rows += reply.rows.length
    // An answer does not wait for the slow statement behind it, nor the main thread for many answers at once.
    if (rows < CHUNK && performance.now() - started < MAX_DELAY_MILLISECONDS) continue
    port.postMessage(replies)
    replies = []
    rows = 0
    started = performance.now()
  }
  if (replies.length > 0) port.postMessage(replies)
})

function answer(request: Request): Reply | undefined {
  const { id } = request
  if ('ask' in request) {
    const rest = waiting.get(id)
    if (request.ask === 'next' && rest) return chunk(id, rest.rows, rest.from, 0)
    waiting.delete(id)
    return undefined
  }
  try {
    const { rows, changes } = run(request.sql, request.parameters)
    return chunk(id, rows, 0, changes)
  } catch (error) {
    return { id, failure: driverFailure(error) }
  }
}

function chunk(id: number, rows: readonly Row[], from: number, changes: number): Reply {
  const end = from + CHUNK
  const more = end < rows.length
  if (more) waiting.set(id, { rows, from: end })
  else waiting.delete(id)
  return { id, rows: from === 0 && !more ? rows : rows.slice(from, end), changes, more }
}
