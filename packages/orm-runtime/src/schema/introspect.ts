import { plainStatement } from '../compile/plan.ts'
import { databaseNamed } from '../execute/database.ts'
import type { TableDefinition } from './table-definition.ts'

/**
 * The tables of a connected database, in the order of their names. What a database does not tell is lost: docs/migrations.md
 * lists what that is for each.
 */
export async function introspect(using = 'default'): Promise<readonly TableDefinition[]> {
  const { connections, dialect } = databaseNamed(using)
  const caller = { describe: () => 'introspect()' }
  return dialect.schema.introspect(async (sql, parameters = []) => {
    const { rows } = await connections.execute({ ...plainStatement(sql, 'read'), parameters }, { caller })
    return rows
  })
}
