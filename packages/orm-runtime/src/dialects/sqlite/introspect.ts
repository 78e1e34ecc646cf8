import type { Row } from '../connections.ts'
import { introspectedTables, type FoundColumn, type FoundTable } from '../introspected.ts'
import type { SchemaQuery } from '../schema-statements.ts'
import type { TableIndex } from '../../schema/table-definition.ts'
import { readCreateTable } from './create-table-text.ts'

/** The tables of a SQLite database. Of a column's kind it knows what the declared type tells: `integer`, `text`, … */
export async function introspect(query: SchemaQuery) {
  const names = await query(TABLES)
  const columns = await query(of('pragma_table_info(m.name)', 'name, type, "notnull", dflt_value, pk', 'cid'))
  const indexed = await query(INDEXES)
  const references = await query(
    of('pragma_foreign_key_list(m.name)', '"from", "table", "to", on_delete, id', 'id, seq'),
  )
  return introspectedTables(
    names.map(([name, sql]): FoundTable => {
      const isOfTable = ([table]: Row) => table === name
      const text = readCreateTable(String(sql))
      const keys = columns.filter((row) => isOfTable(row) && Number(row[5]) > 0).length
      return {
        name: String(name),
        columns: columns.filter(isOfTable).map((row) => columnOf(row, keys)),
        indexes: indexesOf(indexed.filter(isOfTable)),
        ...text,
        references: references
          .filter(isOfTable)
          .filter((row, _, all) => all.filter((other) => other[5] === row[5]).length === 1)
          .map(([, column, table, to, onDelete]) => ({
            column: String(column),
            table: String(table),
            to: to === null || to === undefined ? undefined : String(to),
            onDelete: String(onDelete),
          })),
      }
    }),
  )
}

const TABLES =
  "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name"

function of(pragma: string, columns: string, order: string): string {
  const list = columns.split(', ').map((column) => `p.${column}`)
  return `select m.name, ${list.join(', ')} from sqlite_master m join ${pragma} p where m.type = 'table' order by m.name, ${order}`
}

const INDEXES = `select m.tbl_name, m.name, l."unique", x.name, x."desc", m.sql
  from sqlite_master m join pragma_index_list(m.tbl_name) l on l.name = m.name join pragma_index_xinfo(m.name) x
  where m.type = 'index' and m.sql is not null and x.key = 1 order by m.name, x.seqno`

function indexesOf(rows: readonly Row[]): TableIndex[] {
  const indexes = new Map<string, TableIndex & { readonly columns: { name: string; descending: boolean }[] }>()
  for (const [, cell, unique, column, descending, sql] of rows) {
    const name = String(cell)
    // An index on an expression has no name of a column.
    if (column === null) continue
    const where = /\)\s*where\s+([\s\S]+)$/i.exec(String(sql))?.[1]
    const index = indexes.get(name) ?? { name, columns: [], unique: Number(unique) === 1, ...(where && { where }) }
    index.columns.push({ name: String(column), descending: Number(descending) === 1 })
    indexes.set(name, index)
  }
  return [...indexes.values()]
}

function columnOf([, name, declared, notNull, given, key]: Row, keys: number): FoundColumn {
  const primaryKey = Number(key) > 0 && keys === 1
  const type = typeOf(String(declared).toLowerCase())
  // It stands for the row's number, which the database gives.
  const isGenerated = primaryKey && String(declared).toLowerCase() === 'integer'
  return {
    name: String(name),
    type: isGenerated ? { kind: 'auto' } : isTruth(given) ? { kind: 'boolean' } : type,
    null: Number(notNull) === 0 && !primaryKey,
    primaryKey,
    default: given === null ? undefined : String(given),
  }
}

/** SQLite has no booleans: a default of `true` or `false` tells that a column of integers holds them. */
function isTruth(given: unknown): boolean {
  return /^(true|false)$/i.test(String(given))
}

function typeOf(declared: string): FoundColumn['type'] {
  const length = /char\w*\s*\((\d+)\)/.exec(declared)?.[1]
  if (length !== undefined) return { kind: 'char', maxLength: Number(length) }
  const [, kind = 'text'] = KINDS.find(([pattern]) => pattern.test(declared)) ?? []
  return { kind }
}

const KINDS: readonly (readonly [RegExp, FoundColumn['type']['kind']])[] = [
  [/bool/, 'boolean'],
  [/bigint|int8/, 'bigint'],
  [/int/, 'integer'],
  [/real|doub|floa|numeric|decimal/, 'float'],
  [/blob|binary/, 'binary'],
  [/datetime|timestamp/, 'datetime'],
  [/date/, 'date'],
  [/time/, 'time'],
  [/json/, 'json'],
  [/uuid/, 'uuid'],
]
