import type { Cell, Row } from '../connections.ts'
import { bare, introspectedTables, type FoundColumn, type FoundTable } from '../introspected.ts'
import { isTrue, type SchemaQuery } from '../schema-statements.ts'

/** The tables of the current schema. Conditions of checks and partial indexes come in PostgreSQL's own writing. */
export async function introspect(query: SchemaQuery) {
  const tables = await query(TABLES)
  const columns = await query(COLUMNS)
  const constraints = await query(CONSTRAINTS)
  const indexes = await query(INDEXES)
  return introspectedTables(
    tables.map(([name]): FoundTable => {
      const of = (rows: readonly Row[]) => rows.filter(([table]) => table === name)
      const ofType = (type: string) => of(constraints).filter((row) => row[2] === type)
      const [key = []] = ofType('p').map((row) => namesOf(row[3]))
      return {
        name: String(name),
        columns: of(columns).map((row) => columnOf(row, key)),
        indexes: of(indexes).map(([, index, unique, names, descending, where]) => {
          const down = namesOf(descending)
          return {
            name: String(index),
            columns: namesOf(names).map((column, at) => ({ name: column, descending: isTrue(down[at]) })),
            unique: isTrue(unique),
            ...(where !== null && where !== undefined && { where: bare(String(where)) }),
          }
        }),
        uniques: ofType('u').map(([, constraint, , names, , , , , deferrable, deferred]) => ({
          name: String(constraint),
          columns: namesOf(names),
          deferrable: isTrue(deferrable)
            ? isTrue(deferred)
              ? ('deferred' as const)
              : ('immediate' as const)
            : undefined,
        })),
        checks: ofType('c').map(([, constraint, , names, text]) => {
          const about = namesOf(names)
          const where = bare(
            String(text)
              .replace(/^CHECK\s*/, '')
              .replace(/ NOT VALID$/, ''),
          )
          return { name: String(constraint), where, column: about.length === 1 ? about[0] : undefined }
        }),
        references: ofType('f').flatMap(([, , , names, , table, targets, action]) => {
          const [column, ...more] = namesOf(names)
          if (column === undefined || more.length > 0) return []
          return [{ column, table: String(table), to: namesOf(targets)[0], onDelete: ACTIONS[String(action)] ?? '' }]
        }),
      }
    }),
  )
}

const OURS = `c.relnamespace = (select oid from pg_namespace where nspname = current_schema()) and c.relkind in ('r', 'p')`

const TABLES = `select c.relname::text from pg_class c where ${OURS} order by 1`

const COLUMNS = `select c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull::text, a.attidentity::text, pg_get_expr(d.adbin, d.adrelid)
  from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where ${OURS} and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`

function columnNames(table: string, numbers: string): string {
  return `(select json_agg(a.attname::text order by u.place) from unnest(${numbers}) with ordinality u(number, place)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = u.number)::text`
}

const CONSTRAINTS = `select c.relname::text, k.conname::text, k.contype::text, ${columnNames('k.conrelid', 'k.conkey')},
    pg_get_constraintdef(k.oid), t.relname::text, ${columnNames('k.confrelid', 'k.confkey')}, k.confdeltype::text, k.condeferrable::text, k.condeferred::text
  from pg_class c join pg_constraint k on k.conrelid = c.oid left join pg_class t on t.oid = k.confrelid
  where ${OURS} order by c.relname, k.conname`

const INDEXES = `select c.relname::text, n.relname::text, i.indisunique::text, ${columnNames('i.indrelid', 'i.indkey::smallint[]')},
    (select json_agg(case when o & 1 = 1 then 't' else 'f' end) from unnest(i.indoption::smallint[]) o)::text, pg_get_expr(i.indpred, i.indrelid)
  from pg_class c join pg_index i on i.indrelid = c.oid join pg_class n on n.oid = i.indexrelid
  where ${OURS} and i.indexprs is null and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  order by n.relname`

const ACTIONS: Readonly<Record<string, string>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
}

function namesOf(cell: Cell | undefined): string[] {
  // `json_agg` of texts.
  return cell === null || cell === undefined ? [] : (JSON.parse(String(cell)) as string[])
}

function columnOf([, cell, type, notNull, identity, given]: Row, key: readonly string[]): FoundColumn {
  const name = String(cell)
  const primaryKey = key.length === 1 && key[0] === name
  const isGenerated = primaryKey && (identity !== '' || /^nextval\(/.test(String(given)))
  return {
    name,
    type: isGenerated ? { kind: 'auto' } : typeOf(String(type)),
    null: !isTrue(notNull),
    primaryKey,
    default: given === null || given === undefined || isGenerated ? undefined : String(given),
  }
}

function typeOf(name: string): FoundColumn['type'] {
  const [, first, second] = /\((\d+)(?:,(\d+))?\)/.exec(name) ?? []
  if (name.startsWith('character') && first !== undefined) return { kind: 'char', maxLength: Number(first) }
  if (name.startsWith('numeric')) {
    return { kind: 'decimal', ...(first !== undefined && { digits: Number(first), places: Number(second ?? 0) }) }
  }
  return { kind: KINDS[name.replace(/\(\d+\)/, '')] ?? 'text' }
}

const KINDS: Readonly<Record<string, FoundColumn['type']['kind']>> = {
  smallint: 'integer',
  integer: 'integer',
  // Which may hold what a JavaScript number can't.
  bigint: 'bigint',
  real: 'float',
  'double precision': 'float',
  boolean: 'boolean',
  uuid: 'uuid',
  date: 'date',
  'timestamp with time zone': 'datetime',
  'timestamp without time zone': 'datetime',
  'time without time zone': 'time',
  json: 'json',
  jsonb: 'json',
  bytea: 'binary',
}
