import type { TableDefinition } from '../schema/table-definition.ts'
import type { Types } from './dialect.ts'

/** The DDL of a database, as SQL texts. `types` are the dialect's own. */
export interface SchemaStatements {
  /** The table with its columns, constraints and foreign keys, then its indexes, where they do not exist. */
  readonly createTable: (table: TableDefinition, types: Types) => readonly string[]
  readonly dropTable: (table: string) => readonly string[]
}
