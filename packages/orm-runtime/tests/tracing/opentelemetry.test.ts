import { AsyncLocalStorage } from 'node:async_hooks'
import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, type Context, type ContextManager } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { otelTracing } from 'orm-runtime/opentelemetry'
import { Product, User } from '../shop-models.ts'
import { openTracedShop } from './open-traced-shop.ts'

/** What `@opentelemetry/context-async-hooks` does, on the storage of Node that it uses. */
class StorageContextManager implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>()
  active = () => this.#storage.getStore() ?? ROOT_CONTEXT
  bind = <T>(_context: Context, target: T) => target
  enable = () => this
  disable = () => this
  with<A extends unknown[], F extends (...all: A) => ReturnType<F>>(
    inside: Context,
    callback: F,
    self?: ThisParameterType<F>,
    ...all: A
  ): ReturnType<F> {
    return this.#storage.run(inside, () => callback.call(self, ...all))
  }
}

const exporter = new InMemorySpanExporter()
const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).getTracer('test')
const listen = otelTracing({ tracer, attributes: { 'db.namespace': 'shop' } })

context.setGlobalContextManager(new StorageContextManager())
await openTracedShop(listen)
beforeEach(() => exporter.reset())
afterAll(() => context.disable())

it('makes a span of each query, below the active span', async () => {
  await tracer.startActiveSpan('GET /', async (request) => {
    await Promise.all([Product.objects.acount(), User.objects.aget({ id: 1 })])
    request.end()
  })
  const [first, second, request] = exporter.getFinishedSpans()
  for (const span of [first, second]) {
    expect(span?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId)
    expect(span?.kind).toBe(SpanKind.CLIENT)
    expect(span?.status.code).toBe(SpanStatusCode.UNSET)
    expect(span?.name).toMatch(/^SELECT\b/)
    expect(span?.attributes).toMatchObject({ 'db.operation.name': 'SELECT', 'db.namespace': 'shop' })
  }
})

it('times it as it was', async () => {
  const before = Date.now()
  await Product.objects.acount()
  const [span] = exporter.getFinishedSpans()
  const [seconds = 0, nanoseconds = 0] = span?.startTime ?? []
  const started = seconds * 1000 + nanoseconds / 1e6
  // The two clocks of the process may differ by a few milliseconds.
  expect(Math.abs(started - before)).toBeLessThan(5000)
  expect((span?.duration[0] ?? 0) * 1e9 + (span?.duration[1] ?? 0)).toBeGreaterThan(0)
})

it('shows the SQL without values', async () => {
  await User.objects.filter({ email: 'ada@x.org' }).acount()
  const [span] = exporter.getFinishedSpans()
  expect(span?.attributes['db.query.text']).toMatch(/^select .* \?/)
  expect(JSON.stringify([span?.attributes, span?.name])).not.toContain('ada@x.org')
})

it('says what a query waited, and where it ran', () => {
  const server = { address: 'db.example', port: 5432 }
  const at = { startedAt: performance.now(), milliseconds: 20, waitedMilliseconds: 5 }
  listen({ ...at, sql: 'update "users"', table: 'users', system: 'postgresql', server, rows: 2 })
  const [span] = exporter.getFinishedSpans()
  expect(span?.name).toBe('UPDATE users')
  expect(span?.attributes).toMatchObject({
    'db.system.name': 'postgresql',
    'db.collection.name': 'users',
    'server.address': 'db.example',
    'server.port': 5432,
    'orm.rows': 2,
  })
  expect(span?.events.map(({ name, attributes }) => [name, attributes])).toEqual([
    ['orm.waited', { 'orm.waited.milliseconds': 5 }],
  ])
})

it('marks a query that failed with the class and the code of its error, and not with its values', () => {
  const error = Object.assign(new Error("duplicate\n  in: insert\n  with: ['ada@x.org']"), { driverCode: '23505' })
  error.name = 'IntegrityError'
  listen({ sql: 'insert into "users"', startedAt: 0, milliseconds: 1, error })
  const [span] = exporter.getFinishedSpans()
  expect(span?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'duplicate' })
  expect(span?.attributes).toMatchObject({ 'error.type': 'IntegrityError', 'db.response.status_code': '23505' })
})
