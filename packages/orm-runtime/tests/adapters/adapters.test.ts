import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SynchronousOnlyOperation } from 'orm-runtime'
import * as expressAdapter from 'orm-runtime/express'
import * as fastifyAdapter from 'orm-runtime/fastify'
import * as honoAdapter from 'orm-runtime/hono'
import * as httpAdapter from 'orm-runtime/http'
import * as koaAdapter from 'orm-runtime/koa'
import { currentContext } from '../../dist/execute/context.js'
import { openShop } from '../open-shop.ts'
import { Product } from '../shop-models.ts'

await openShop()

/** What each server answers at each path, whatever its framework. */
const pages: Readonly<Record<string, () => Promise<unknown>>> = {
  '/blocking': async () => {
    await Promise.resolve()
    try {
      return Product.objects.count()
    } catch (error) {
      return error instanceof SynchronousOnlyOperation ? error.name : String(error)
    }
  },
  '/asynchronous': async () => Product.objects.acount(),
  '/signal': async () => currentContext()?.signal?.aborted,
  '/wait': () => waitForAbort(),
  '/fail': async () => Promise.reject(new Error('No such page.')),
}

/** Called when a client waits for the page `/wait`, and when it has gone, which is the page's only end. */
let gone: (reason: unknown) => void = () => undefined
let arrived: () => void = () => undefined

async function waitForAbort(): Promise<unknown> {
  const signal = currentContext()?.signal
  arrived()
  await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
  gone(signal?.reason)
  return 'nobody reads this'
}

const pageOf = async (url = '') => JSON.stringify((await pages[url]?.()) ?? null)

/** How each framework serves the pages. */
const frameworks: Readonly<Record<string, () => Promise<Server>>> = {
  'node:http': async () =>
    createServer(
      httpAdapter.requestContext(async ({ url }, response) => {
        await pageOf(url).then(
          (page) => response.end(page),
          () => response.writeHead(500).end(),
        )
      }),
    ).listen(0),
  express: async () => {
    const app = express()
    app.use(expressAdapter.requestContext(), express.json())
    app.use(async ({ url }, response) => void response.type('json').send(await pageOf(url)))
    // Express knows a handler of errors by its four parameters.
    app.use(
      (_error: unknown, _request: unknown, response: express.Response, _next: unknown) => void response.sendStatus(500),
    )
    return app.listen(0)
  },
  fastify: async () => {
    const app = Fastify()
    await app.register(fastifyAdapter.requestContext)
    app.all('*', async ({ url }) => pageOf(url))
    await app.listen({ port: 0 })
    return app.server
  },
  koa: async () => {
    const app = new Koa({ env: 'test' })
    app.silent = true
    app.use(koaAdapter.requestContext())
    app.use(async (context) => {
      context.body = await pageOf(context.url)
    })
    return app.listen(0)
  },
  hono: async () => {
    const app = new Hono()
    app.use(honoAdapter.requestContext())
    app.all('*', async (context) => context.body(await pageOf(new URL(context.req.url).pathname)))
    app.onError((_error, context) => context.body(null, 500))
    return new Promise((resolve) => {
      // Without options of its own the server is one of node:http.
      const server = serve({ fetch: app.fetch, port: 0 }, () => resolve(server as Server))
    })
  },
}

describe.each(Object.entries(frameworks))('%s', (_, start) => {
  let server: Server
  let origin: string

  beforeAll(async () => {
    server = await start()
    if (!server.listening) await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  it('throws where a handler blocks, and runs asynchronous queries', async () => {
    expect(await (await fetch(`${origin}/blocking`)).json()).toBe('SynchronousOnlyOperation')
    expect(await (await fetch(`${origin}/asynchronous`)).json()).toBe(3)
  })

  it('keeps the context when a body was read', async () => {
    const body = JSON.stringify({ much: 'x'.repeat(50_000) })
    const response = await fetch(`${origin}/blocking`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect(await response.json()).toBe('SynchronousOnlyOperation')
  })

  it('gives a signal that is not aborted while the client waits', async () => {
    expect(await (await fetch(`${origin}/signal`)).json()).toBe(false)
  })

  it('leaves errors to the framework', async () => {
    expect((await fetch(`${origin}/fail`)).status).toBe(500)
  })

  it('aborts the signal when the client disconnects', async () => {
    const reason = new Promise((resolve) => (gone = resolve))
    const arrival = new Promise<void>((resolve) => (arrived = resolve))
    const sent = request(`${origin}/wait`)
    sent.on('error', () => undefined)
    sent.end()
    await arrival
    sent.destroy()
    expect(await reason).toMatchObject({ name: 'AbortError' })
  })
})
