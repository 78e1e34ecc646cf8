import type { SchemaStatements } from '../schema-statements.ts'
import { standardSchema, stringLiteral } from '../standard-schema.ts'

/** The DDL of MariaDB and MySQL. Text is compared byte by byte, as in the other databases. */
export const schema: SchemaStatements = {
  ...standardSchema({
    quote: '`',
    literal,
    now: 'current_timestamp(3)',
    generatedKey: 'not null auto_increment primary key',
    inlineForeignKeys: false,
    expressionDefault: (text) => text,
    // Not supported; `features` says so before it comes to this.
    deferrable: () => '',
    // Long texts and blobs are indexed by their beginnings only.
    indexColumn: (name, column) => (column && LONG.has(column.type.kind) ? `${name}(191)` : name),
    tableOptions: ' engine = InnoDB default character set utf8mb4 collate utf8mb4_bin',
  }),
  tables:
    "select table_name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'",
}

const LONG: ReadonlySet<string> = new Set(['text', 'json', 'binary'])

function literal(value: unknown): string {
  // A backslash in a string is an escape here.
  if (typeof value === 'string') return stringLiteral(value).replaceAll('\\', '\\\\')
  return value === null ? 'null' : String(value)
}
