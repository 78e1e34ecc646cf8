import { workerData } from 'node:worker_threads'
import { ConnectionLost, showParameters } from '../../errors/database-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { Row, Session } from '../connections.ts'
import { packError } from '../packed-error.ts'
import { ANSWERS, ENDED, type BlockingWorkerData, type Reply, type Request } from './blocking-messages.ts'

// A worker thread that runs asynchronous sessions for a thread that waits. Requests come one at a time.

// openBlocking starts this module, and with these.
const { module, options, name, parametersShown, port, signal } = workerData as BlockingWorkerData
const sendOptions = { caller: { describe: () => `a blocking call on '${name}'` } }

type Rows = AsyncGenerator<readonly Row[], void, void>
interface Stream {
  readonly session: Session
  rows: Rows
}

let openSession: () => Promise<Session>
let session: Session | undefined
/** A session that a stream has left, for the next one. */
let spare: Session | undefined
const streams = new Map<number, Stream>()

process.on('uncaughtException', (error) => {
  reply({ answer: 'died', reason: error.message })
  process.exit(1)
})
process.on('exit', () => {
  Atomics.store(signal, ENDED, 1)
  wake()
})
showParameters(parametersShown)
port.on('message', (request: Request) => void answer(() => handle(request)))
await answer(async () => {
  openSession = await loadModule()
  session = await openSession()
  return { answer: 'opened' }
})

async function handle(request: Request): Promise<Reply> {
  switch (request.ask) {
    case 'execute': {
      session ??= await openSession()
      await bufferStreams(session)
      return { answer: 'outcome', outcome: await session.execute(request.statement, sendOptions) }
    }
    case 'stream': {
      const { id, statement, chunkSize } = request
      const used = await sessionFor(request.session)
      const rows = used.stream(statement, { ...sendOptions, chunkSize })
      streams.set(id, { session: used, rows })
      return nextChunk(id)
    }
    case 'next':
      return nextChunk(request.id)
    case 'drop':
      await endStream(request.id)
      return { answer: 'done' }
    case 'close':
      for (const id of streams.keys()) await endStream(id)
      await session?.release('dirty')
      await spare?.release('clean')
      port.close()
      return { answer: 'done' }
  }
}

async function sessionFor(kind: 'shared' | 'own'): Promise<Session> {
  if (kind === 'own') {
    const taken = spare ?? (await openSession())
    spare = undefined
    return taken
  }
  session ??= await openSession()
  await bufferStreams(session)
  return session
}

/** A session runs one statement at a time: the rest of its streams is fetched before the next one. */
async function bufferStreams(busy: Session): Promise<void> {
  for (const stream of streams.values()) {
    if (stream.session !== busy) continue
    const chunks: (readonly Row[])[] = []
    for await (const chunk of stream.rows) chunks.push(chunk)
    stream.rows = fromMemory(chunks)
  }
}

async function* fromMemory(chunks: readonly (readonly Row[])[]): Rows {
  yield* chunks
}

async function nextChunk(id: number): Promise<Reply> {
  try {
    const next = await streams.get(id)?.rows.next()
    if (next && !next.done) return { answer: 'chunk', rows: next.value }
  } catch (error) {
    await endStream(id)
    throw error
  }
  await endStream(id)
  return { answer: 'chunk', rows: [] }
}

async function endStream(id: number): Promise<void> {
  const stream = streams.get(id)
  if (!stream) return
  streams.delete(id)
  await stream.rows.return()
  if (stream.session === session) return
  if (spare) await stream.session.release('clean')
  else spare = stream.session
}

async function answer(work: () => Promise<Reply>): Promise<void> {
  try {
    reply(await work())
  } catch (error) {
    if (error instanceof ConnectionLost) await forgetSessions()
    reply({ answer: 'failure', error: packError(error) })
  }
}

/** One connection that is lost makes the others doubtful; the next call opens new ones. */
async function forgetSessions(): Promise<void> {
  const all = new Set([session, spare, ...[...streams.values()].map((stream) => stream.session)])
  session = spare = undefined
  streams.clear()
  for (const one of all) await one?.release('dirty')
}

async function loadModule(): Promise<() => Promise<Session>> {
  const loaded: unknown = await import(module).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`The module of the blocking connection '${name}' can't be loaded: ${reason}`, { cause })
  })
  if (!isSessionModule(loaded)) throw new UsageError(`The module ${module} does not export a function 'openSession'.`)
  return () => loaded.openSession(options)
}

function isSessionModule(value: unknown): value is { readonly openSession: (options: unknown) => Promise<Session> } {
  return (
    typeof value === 'object' && value !== null && 'openSession' in value && typeof value.openSession === 'function'
  )
}

function reply(message: Reply): void {
  port.postMessage(message)
  wake()
}

function wake(): void {
  Atomics.add(signal, ANSWERS, 1)
  Atomics.notify(signal, ANSWERS)
}
