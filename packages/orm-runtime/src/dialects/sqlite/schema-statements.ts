import type { SchemaStatements } from '../schema-statements.ts'
import { standardSchema, stringLiteral } from '../standard-schema.ts'

/** SQLite's DDL. A foreign key may name a table that does not exist yet. */
export const schema: SchemaStatements = {
  ...standardSchema({
    quote: '"',
    literal,
    now: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
    generatedKey: 'primary key autoincrement',
    inlineForeignKeys: true,
    expressionDefault: (text) => `(${text})`,
    deferrable: () => '',
    tableOptions: '',
  }),
  tables: "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
}

function literal(value: unknown): string {
  if (typeof value === 'string') return stringLiteral(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  return value === null ? 'null' : String(value)
}
