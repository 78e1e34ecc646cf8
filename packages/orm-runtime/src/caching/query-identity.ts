import { UsageError } from '../errors/usage-error.ts'
import { connected } from '../execute/database.ts'
import { isQuerySource, queryOf } from '../expressions/query-source.ts'
import type { ModelDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import { rowsStatement } from '../operations/statements.ts'
import type { Query } from '../query/query.ts'
import type { QueryIdentity } from './query-caching.ts'

/**
 * What a queryset asks: its statement and those of its prefetches.
 * @throws UsageError for anything that is no queryset.
 */
export function queryIdentity(queryset: object): QueryIdentity {
  if (!isQuerySource(queryset))
    throw new UsageError('cachedQuery takes a queryset: cachedQuery(User.objects.all(), …).')
  const statements: string[] = []
  const tables = new Set<string>()
  read(queryOf(queryset), statements, tables)
  return { signature: statements.join('\n'), tables: [...tables] }
}

function read(query: Query, statements: string[], tables: Set<string>): void {
  const { database, statement } = rowsStatement(query)
  const { sql, parameters } = statement
  statements.push(JSON.stringify([database.alias, sql, parameters], exact))
  const { quoted } = database.dialect.schema
  for (const { table } of connected().schema.values()) {
    // A table's name that stands there for something else only makes the cache forget sooner.
    if (sql.includes(quoted(table))) tables.add(table)
  }
  for (const prefetch of query.prefetch) {
    statements.push(JSON.stringify([prefetch.path, prefetch.attribute]))
    for (const table of tablesAlong(query.definition, prefetch.path)) tables.add(table)
    if (prefetch.query) read(prefetch.query, statements, tables)
  }
}

function tablesAlong(from: ModelDefinition, path: string): string[] {
  const tables: string[] = []
  let definition = from
  for (const name of path.split('__')) {
    const relation = definition.relations.get(name)
    if (!relation) break
    definition = modelNamed(relation.target)
    tables.push(definition.table)
    if (relation.through) tables.push(modelNamed(relation.through.model).table)
  }
  return tables
}

/** What JSON has no form of its own for. */
function exact(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}
