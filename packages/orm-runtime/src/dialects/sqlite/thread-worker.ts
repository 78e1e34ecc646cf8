import { parentPort, workerData } from 'node:worker_threads'
import type { Row } from '../connections.ts'
import { firstMessage, MESSAGE_WEIGHT, takeChunk, weightOf } from './chunks.ts'
import { connectionOpener } from './connection.ts'
import { Runner, type Runnable } from './runner.ts'
import { sqliteFailure } from './sqlite-error.ts'
import type { Reply, Request, ThreadOptions } from './thread-messages.ts'

// A worker thread: it runs the statements it is sent in their order, on connections that are told apart by number. Rows
// beyond a message wait here until they are asked for.

const MAX_DELAY_MILLISECONDS = 1
const MAX_SPARE = 4

// SqliteThread starts this module, and with these.
const options = workerData as ThreadOptions
const port = parentPort
if (!port) throw new Error('This module runs as a worker thread.')

/** The SQL of statements by the number that the main thread gave them. */
const known = new Map<number, string>()
const runners = new Map<number, Runner>()
/** Connections that streams and reading transactions have left, for the next ones. */
const spare: Runner[] = []
const rests = new Map<number, Rest>()

interface Rest {
  readonly connection: number
  readonly chunks: Iterator<readonly Row[]>
}

const open = await connectionOpener()
runners.set(0, openRunner())

port.on('message', (message: readonly Request[]) => {
  let replies: Reply[] = []
  let weight = 0
  let started = performance.now()
  for (const request of message) {
    const reply = answer(request)
    if (!reply) continue
    replies.push(reply)
    weight += replyWeight(reply)
    // An answer does not wait for the slow statement behind it, nor the main thread for many answers at once.
    if (weight < MESSAGE_WEIGHT && performance.now() - started < MAX_DELAY_MILLISECONDS) continue
    port.postMessage(replies)
    replies = []
    weight = 0
    started = performance.now()
  }
  if (replies.length > 0) port.postMessage(replies)
})

function answer(request: Request): Reply | undefined {
  if (!('ask' in request)) {
    const [id, connection, statement, parameters] = request
    return answerWith(id, () => execute(id, connection, { sql: sqlOf(statement), parameters, prepare: true }))
  }
  switch (request.ask) {
    case 'know':
      known.set(request.statement, request.sql)
      return undefined
    case 'forget all':
      known.clear()
      return undefined
    case 'execute':
      return answerWith(request.id, () => execute(request.id, request.connection, { ...request, prepare: false }))
    case 'stream':
      return answerWith(request.id, () => {
        const { id, connection, chunkSize } = request
        const limits = { rows: chunkSize, weight: MESSAGE_WEIGHT }
        rests.set(id, { connection, chunks: runnerOf(connection).stream({ ...request, prepare: false }, limits) })
        return nextChunk(id)
      })
    case 'next':
      return answerWith(request.id, () => nextChunk(request.id))
    case 'drop':
      rests.get(request.id)?.chunks.return?.()
      rests.delete(request.id)
      return undefined
    case 'release':
      return answerWith(request.id, () => {
        release(request.connection)
        return [request.id, [], 0]
      })
    case 'close':
      for (const runner of [...runners.values(), ...spare]) runner.connection.close()
      port?.close()
      return undefined
  }
}

function answerWith(id: number, work: () => Reply): Reply {
  try {
    return work()
  } catch (error) {
    rests.delete(id)
    return { id, failure: sqliteFailure(error) }
  }
}

function execute(id: number, connection: number, statement: Runnable): Reply {
  const { rows, changes, columns } = runnerOf(connection).execute(statement)
  const first = firstMessage(rows)
  if (first === rows) return columns ? [id, rows, changes, columns] : [id, rows, changes]
  rests.set(id, { connection, chunks: chunksFrom(rows, first.length) })
  return { id, rows: first, changes, ...(columns && { columns }) }
}

function* chunksFrom(all: readonly Row[], start: number): Generator<readonly Row[], void, void> {
  const rows = all.slice(start).values()
  for (;;) {
    const chunk = takeChunk(rows, { rows: Infinity, weight: MESSAGE_WEIGHT })
    if (chunk.length === 0) return
    yield chunk
  }
}

function nextChunk(id: number): Reply {
  const next = rests.get(id)?.chunks.next()
  if (next && !next.done) return { id, rows: next.value, changes: 0 }
  rests.delete(id)
  return [id, [], 0]
}

function runnerOf(connection: number): Runner {
  const used = runners.get(connection)
  if (used) return used
  const opened = spare.pop() ?? openRunner()
  runners.set(connection, opened)
  return opened
}

function openRunner(): Runner {
  const connection = open(options)
  if (options.effect === 'read') connection.pragma('query_only = on')
  return new Runner(connection, '')
}

function release(connection: number): void {
  for (const [id, rest] of rests) if (rest.connection === connection) rests.delete(id)
  const runner = runners.get(connection)
  runner?.reset()
  if (connection === 0 || !runner) return
  runners.delete(connection)
  if (spare.length < MAX_SPARE) spare.push(runner)
  else runner.connection.close()
}

function sqlOf(statement: number): string {
  const sql = known.get(statement)
  if (sql === undefined) throw new Error(`The statement ${statement} was never sent.`)
  return sql
}

function replyWeight(reply: Reply): number {
  const rows = 'failure' in reply ? [] : 'rows' in reply ? reply.rows : reply[1]
  let weight = 0
  for (const row of rows) weight += weightOf(row)
  return weight
}
