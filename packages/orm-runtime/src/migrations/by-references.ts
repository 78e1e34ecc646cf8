import type { TableDefinition } from '../schema/table-definition.ts'

/** Tables in an order in which each comes after those that it refers to, as far as they do not refer to each other. */
export function byReferences(tables: readonly TableDefinition[]): TableDefinition[] {
  const named = new Map(tables.map((table) => [table.name, table]))
  const ordered = new Set<TableDefinition>()
  const visiting = new Set<TableDefinition>()
  const visit = (table: TableDefinition) => {
    if (visiting.has(table)) return
    visiting.add(table)
    for (const { references } of table.columns) {
      const target = references && named.get(references.table)
      if (target) visit(target)
    }
    ordered.add(table)
  }
  for (const table of tables) visit(table)
  return [...ordered]
}
