import type { Constant, SchemaStatements } from '../schema-statements.ts'
import { standardSchema, stringLiteral } from '../standard-schema.ts'
import { changeTable } from './change-table.ts'
import { introspect } from './introspect.ts'

const standard = standardSchema({
  quote: '`',
  literal,
  binaryLiteral: (hex) => `x'${hex}'`,
  now: (kind) => ({ date: '(current_date)', time: '(current_time(3))', datetime: 'current_timestamp(3)' })[kind],
  generatedKey: 'not null auto_increment primary key',
  inlineForeignKeys: false,
  expressionDefault: (text) => text,
  // Not supported; `features` says so before it comes to this.
  deferrable: () => '',
  // Long texts and blobs are indexed by their beginnings only.
  indexColumn: (name, column) => (column && LONG.has(column.type.kind) ? `${name}(191)` : name),
  tableOptions: ' engine = InnoDB default character set utf8mb4 collate utf8mb4_bin',
})

/** Locks belong to the server, not to a database, and their names have at most 64 characters. */
const LOCK = "concat('orm_migrations ', md5(database()))"

const LONG: ReadonlySet<string> = new Set(['text', 'json', 'binary'])

/** The DDL of MariaDB and MySQL. Text is compared byte by byte, as in the other databases. */
export const schema: SchemaStatements = {
  ...standard,
  tables:
    "select table_name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'",
  // Tables that refer to each other are dropped in no order that the checks allow.
  dropTables: (names) => [
    'set foreign_key_checks = 0',
    `drop table ${standard.list(names)}`,
    'set foreign_key_checks = 1',
  ],
  change: (change, tables, types) => changeTable(standard, change, tables, types),
  introspect,
  session: {
    begin: [],
    // A failed drop leaves them off.
    end: ['set foreign_key_checks = 1'],
    lock: { take: `select get_lock(${LOCK}, 0)`, release: `select release_lock(${LOCK})` },
  },
}

function literal(value: Constant): string {
  // A backslash in a string is an escape here.
  if (typeof value === 'string') return stringLiteral(value).replaceAll('\\', '\\\\')
  return String(value)
}
