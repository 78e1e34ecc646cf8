import type { Row } from '../connections.ts'
import { bare, introspectedTables, type FoundCheck, type FoundColumn, type FoundTable } from '../introspected.ts'
import type { SchemaQuery } from '../schema-statements.ts'

/** The tables of the current database. A unique constraint and a unique index are the same here: a constraint. */
export async function introspect(query: SchemaQuery) {
  const [[version] = []] = await query('select version()')
  const isMariadb = String(version).toLowerCase().includes('mariadb')
  const tables = await query(TABLES)
  const columns = await query(COLUMNS)
  const indexes = await query(INDEXES)
  const references = await query(REFERENCES)
  const checks = await query(isMariadb ? MARIADB_CHECKS : MYSQL_CHECKS)
  return introspectedTables(
    tables.map(([name]): FoundTable => {
      const of = (rows: readonly Row[]) => rows.filter(([table]) => table === name)
      const clauses = of(checks).map(([, check, where]) => ({ name: String(check), where: bare(String(where)) }))
      const json = new Set(clauses.flatMap(({ where }) => /^json_valid\(`(.*)`\)$/.exec(where)?.[1] ?? []))
      const foreignKeys = of(references)
      const keys = grouped(of(indexes))
      const key = keys.find((index) => index.name === 'PRIMARY')?.columns.map((one) => one.name) ?? []
      // InnoDB makes an index for a foreign key that has none, with its name.
      const own = keys.filter((index) => index.name !== 'PRIMARY' && !foreignKeys.some((row) => row[1] === index.name))
      const isConstraint = (index: (typeof own)[number]) =>
        index.unique && index.columns.every((one) => !one.descending)
      return {
        name: String(name),
        columns: of(columns).map((row) => columnOf(row, key, json, isMariadb)),
        indexes: own.filter((index) => !isConstraint(index)),
        uniques: own.filter(isConstraint).map((index) => ({ ...index, columns: index.columns.map((one) => one.name) })),
        checks: clauses.filter(({ where }) => !/^json_valid\(`.*`\)$/.test(where)).map(aboutColumn),
        references: foreignKeys.map(([, , column, table, to, onDelete]) => ({
          column: String(column),
          table: String(table),
          to: String(to),
          onDelete: String(onDelete),
        })),
      }
    }),
  )
}

const TABLES =
  "select table_name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE' order by table_name"

const COLUMNS = `select table_name, column_name, column_type, is_nullable, column_default, extra, character_set_name
  from information_schema.columns where table_schema = database() order by table_name, ordinal_position`

const INDEXES = `select table_name, index_name, non_unique, column_name, collation
  from information_schema.statistics where table_schema = database() and column_name is not null order by table_name, index_name, seq_in_index`

const REFERENCES = `select k.table_name, k.constraint_name, k.column_name, k.referenced_table_name, k.referenced_column_name, r.delete_rule
  from information_schema.key_column_usage k join information_schema.referential_constraints r
    on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name and r.table_name = k.table_name
  where k.table_schema = database() and k.referenced_table_name is not null
    and not exists (select 1 from information_schema.key_column_usage o where o.constraint_schema = k.constraint_schema
      and o.table_name = k.table_name and o.constraint_name = k.constraint_name and o.ordinal_position > 1)
  order by k.table_name, k.constraint_name`

const MARIADB_CHECKS =
  'select table_name, constraint_name, check_clause from information_schema.check_constraints where constraint_schema = database() order by table_name, constraint_name'

const MYSQL_CHECKS = `select t.table_name, c.constraint_name, c.check_clause from information_schema.check_constraints c
  join information_schema.table_constraints t on t.constraint_schema = c.constraint_schema and t.constraint_name = c.constraint_name
  where c.constraint_schema = database() order by t.table_name, c.constraint_name`

function grouped(rows: readonly Row[]) {
  const indexes = new Map<string, { name: string; unique: boolean; columns: { name: string; descending: boolean }[] }>()
  for (const [, cell, nonUnique, column, collation] of rows) {
    const name = String(cell)
    const index = indexes.get(name) ?? { name, unique: Number(nonUnique) === 0, columns: [] }
    index.columns.push({ name: String(column), descending: collation === 'D' })
    indexes.set(name, index)
  }
  return [...indexes.values()]
}

function aboutColumn({ name, where }: FoundCheck): FoundCheck {
  const column = /^`((?:[^`]|``)+)` in \((?:'(?:[^'\\]|\\.|'')*'|[\d., -])*\)$/s.exec(where)?.[1]
  return column === undefined ? { name, where } : { name, where: unescaped(where), column }
}

function columnOf(row: Row, key: readonly string[], json: ReadonlySet<string>, isMariadb: boolean): FoundColumn {
  const [, cell, type, nullable, given, extra, characters] = row
  const name = String(cell)
  const isGenerated = String(extra).includes('auto_increment')
  const isExpression = isMariadb || String(extra).includes('DEFAULT_GENERATED')
  return {
    name,
    type: isGenerated ? { kind: 'auto' } : json.has(name) ? { kind: 'json' } : typeOf(String(type), String(characters)),
    null: nullable === 'YES',
    primaryKey: key.length === 1 && key[0] === name,
    // MySQL gives constants without quotes, MariaDB as SQL with its escapes.
    default:
      given === null || given === undefined
        ? undefined
        : isExpression
          ? unescaped(String(given))
          : constant(String(given)),
  }
}

/** Strings with their quotes doubled, as in the other databases, and no escapes. */
function unescaped(sql: string): string {
  return sql.replace(/\\(.)/gs, (_, one: string) => (one === "'" ? "''" : one))
}

function constant(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`
}

function typeOf(name: string, characters: string): FoundColumn['type'] {
  const [, first, second] = /\((\d+)(?:,(\d+))?\)/.exec(name) ?? []
  if (name === 'tinyint(1)') return { kind: 'boolean' }
  if (name === 'char(36)' && characters === 'ascii') return { kind: 'uuid' }
  if (/^(var)?char/.test(name)) return { kind: 'char', maxLength: Number(first) }
  if (name.startsWith('decimal')) return { kind: 'decimal', digits: Number(first), places: Number(second ?? 0) }
  const [, kind = 'text'] = KINDS.find(([pattern]) => pattern.test(name)) ?? []
  return { kind }
}

const KINDS: readonly (readonly [RegExp, FoundColumn['type']['kind']])[] = [
  // Which may hold what a JavaScript number can't.
  [/^bigint/, 'bigint'],
  [/int/, 'integer'],
  [/^(double|float)/, 'float'],
  [/^(datetime|timestamp)/, 'datetime'],
  [/^date/, 'date'],
  [/^time/, 'time'],
  [/^json/, 'json'],
  [/^uuid/, 'uuid'],
  [/blob|binary/, 'binary'],
]
