import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Tracer } from '@opentelemetry/api'
import { verbOf, type TracedQuery } from './traced-query.ts'

export interface OtelTracingOptions {
  /** `trace.getTracer('orm-runtime')` unless told. */
  readonly tracer?: Tracer
  /** For all spans, for example what the program knows of its server. */
  readonly attributes?: Attributes
}

/**
 * A listener for `connect({ onQuery })` that makes a span of each query, below the active span. Attributes are those of
 * the stable semantic conventions for databases (https://opentelemetry.io/docs/specs/semconv/database/database-spans/);
 * `db.query.text` has placeholders and never values. Waiting for a connection is an event of the span.
 *
 * ```ts
 * await connect({ default: postgres(url), models, onQuery: otelTracing() })
 * ```
 */
export function otelTracing({ tracer, attributes = {} }: OtelTracingOptions = {}): (query: TracedQuery) => void {
  return (query) => {
    const name = [verbOf(query).toUpperCase(), query.table].filter(Boolean).join(' ')
    const startTime = epoch(query.startedAt)
    const span = (tracer ?? trace.getTracer('orm-runtime')).startSpan(
      name,
      { kind: SpanKind.CLIENT, startTime, attributes: { ...attributesOf(query), ...attributes } },
      context.active(),
    )
    const waited = query.waitedMilliseconds ?? 0
    if (waited > 0) span.addEvent('orm.waited', { 'orm.waited.milliseconds': waited }, startTime + waited)
    if (query.error !== undefined) fail(span, query.error)
    span.end(startTime + query.milliseconds)
  }
}

function attributesOf(query: TracedQuery): Attributes {
  const { sql, table, system, server, database, operation, connection, rows } = query
  return {
    'db.query.text': sql,
    'db.operation.name': verbOf(query).toUpperCase(),
    'db.collection.name': table,
    'db.system.name': system,
    'server.address': server?.address,
    'server.port': server?.port,
    'orm.operation': operation,
    'orm.database': database,
    'orm.connection': connection,
    'orm.rows': rows,
  }
}

function fail(span: ReturnType<Tracer['startSpan']>, error: unknown): void {
  const { name, message } = error instanceof Error ? error : { name: typeof error, message: String(error) }
  // The further lines of a message are the statement, which the span has.
  span.setStatus({ code: SpanStatusCode.ERROR, message: message.split('\n')[0] ?? '' })
  span.setAttribute('error.type', name)
  if (error instanceof Error && 'driverCode' in error) {
    span.setAttribute('db.response.status_code', String(error.driverCode))
  }
}

/** A time of `performance.now()` in milliseconds since 1970. */
function epoch(time: number): number {
  return performance.timeOrigin + time
}
