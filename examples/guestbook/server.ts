import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { aatomic, asyncContext, close, connect, createTables, gather, sqlite } from 'orm-runtime'
import { Author, Entry } from './models.ts'

await connect({ default: sqlite(process.env.GUESTBOOK_DATABASE ?? 'guestbook.db'), models: [Author, Entry] })
await createTables()

const server = createServer((request, response) => {
  void asyncContext(() => answer(request, response).catch((error: unknown) => fail(response, error)))
})
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once('SIGTERM', () => server.close(() => void close()))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const route = `${request.method} ${request.url}`
  const id = /^GET \/authors\/(\d+)$/.exec(route)?.[1]
  if (route === 'GET /entries') await listEntries(response)
  else if (route === 'POST /entries') reply(response, 201, await write(await json(request)))
  else if (id !== undefined) reply(response, 200, await profile(Number(id)))
  else reply(response, 404, { error: `There is no ${route}. Try GET /entries, POST /entries or GET /authors/1.` })
}

/** One line of JSON for each entry, the newest first, sent while later ones are still read. */
async function listEntries(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  for await (const { author, text, writtenAt } of Entry.objects.selectRelated('author').orderBy('-id'))
    response.write(`${JSON.stringify({ author: author.name, text, writtenAt })}\n`)
  response.end()
}

async function write(body: unknown): Promise<object> {
  const { author, text } = (body ?? {}) as { author?: unknown; text?: unknown }
  if (typeof author !== 'string' || typeof text !== 'string') throw new BadRequest('Send { "author": …, "text": … }.')
  return aatomic(async () => {
    const known = await Author.objects.filter({ name: author }).afirst()
    const by = known ?? (await Author.objects.acreate({ name: author }))
    const { id } = await Entry.objects.acreate({ author: by, text, writtenAt: new Date() })
    return { id, authorId: by.id }
  })
}

/** Two queries that need nothing of each other; who is not there is reported before anything else. */
async function profile(id: number): Promise<object> {
  const [author, entries] = await gather(
    () => Author.objects.aget({ id }),
    () => Entry.objects.filter({ author__id: id }).acount(),
  )
  return { name: author.name, entries }
}

class BadRequest extends Error {}

function fail(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  const isBadRequest = error instanceof BadRequest || error instanceof SyntaxError
  reply(response, error instanceof Author.DoesNotExist ? 404 : isBadRequest ? 400 : 500, { error: message })
}

function reply(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) response.destroy()
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
