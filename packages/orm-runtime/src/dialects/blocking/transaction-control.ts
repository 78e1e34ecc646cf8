import type { Statement } from '../connections.ts'

/** What a statement does to the connection's transaction: opens it, ends it, or nothing. */
export function transactionControl({ sql, prepare }: Statement): 'opens' | 'commits' | 'rolls back' | undefined {
  // Transaction control comes once, so statements that are kept prepared need no look.
  if (prepare) return undefined
  if (/^\s*(?:begin|start\s+transaction)\b/i.test(sql)) return 'opens'
  if (/^\s*(?:commit|end)\b/i.test(sql)) return 'commits'
  return /^\s*rollback\b(?!\s+(?:\w+\s+)?to\b)/i.test(sql) ? 'rolls back' : undefined
}
