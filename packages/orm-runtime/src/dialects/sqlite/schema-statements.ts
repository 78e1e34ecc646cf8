import type { Constant, SchemaStatements } from '../schema-statements.ts'
import { standardSchema, stringLiteral } from '../standard-schema.ts'
import { changeTable } from './change-table.ts'
import { introspect } from './introspect.ts'

const standard = standardSchema({
  quote: '"',
  literal,
  binaryLiteral: (hex) => `x'${hex}'`,
  now: (kind) => ({ date: "date('now')", time: "strftime('%H:%M:%f', 'now')", datetime: NOW })[kind],
  generatedKey: 'primary key autoincrement',
  inlineForeignKeys: true,
  expressionDefault: (text) => `(${text})`,
  deferrable: () => '',
  tableOptions: '',
})

const NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

/** SQLite's DDL. A foreign key may name a table that does not exist yet. */
export const schema: SchemaStatements = {
  ...standard,
  tables: "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
  // Dropping a table deletes its rows, which others may refer to.
  dropTables: (names) => names.map((name) => `drop table ${standard.quoted(name)}`),
  change: (change, tables, types) => changeTable(standard, change, tables, types),
  introspect,
  session: {
    begin: ['pragma foreign_keys = off'],
    // A rebuild that failed leaves the second on.
    end: ['pragma foreign_keys = on', 'pragma legacy_alter_table = off'],
    check: 'pragma foreign_key_check',
  },
}

function literal(value: Constant): string {
  if (typeof value === 'string') return stringLiteral(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  return String(value)
}
