import type { FieldPacket, QueryResult, ResultSetHeader } from 'mysql2'
import type { Outcome, Row, Statement } from '../connections.ts'
import { resultColumn } from './result-kinds.ts'

/** What the server answers to a statement. */
export interface Answer extends Omit<Outcome, 'connection'> {
  /** Whether a transaction is open now; unknown after statements that answer rows. */
  readonly transaction?: 'none' | 'open'
}

type Fields = readonly (FieldPacket | FieldPacket[] | undefined)[] | undefined

/** The driver's result; of several, as procedures give them, the first. */
export function answerOf(result: QueryResult, fields: Fields, { sql, effect, describe }: Statement): Answer {
  const isOne = !fields?.some((field) => field === undefined || Array.isArray(field))
  // The driver's types say nothing of `rowsAsArray` and of where several results are.
  const first = (isOne ? result : (result as unknown[])[0]) as ResultSetHeader | Row[]
  if (!Array.isArray(first)) return describe ? { ...changed(first), columns: [] } : changed(first)
  // What changes rows answers some only through RETURNING, and then all that it changed.
  const changes = effect === 'write' && /^\s*(?:insert|replace|delete|update)\b/i.test(sql) ? first.length : 0
  if (!describe) return { rows: first, changes }
  const described = (isOne ? fields : fields?.[0]) as FieldPacket[] | undefined
  return { rows: first, changes, columns: (described ?? []).map(resultColumn) }
}

const statusInTransaction = 1

function changed({ affectedRows, insertId, serverStatus }: ResultSetHeader): Answer {
  const key = keyOf(insertId)
  return {
    rows: [],
    changes: affectedRows,
    ...(key !== undefined && { insertId: key }),
    transaction: (serverStatus & statusInTransaction) === 0 ? 'none' : 'open',
  }
}

/** The driver gives large keys as text, and those beyond 63 bits as if they were negative. */
function keyOf(insertId: number | string): number | bigint | undefined {
  if (insertId === 0) return undefined
  return typeof insertId === 'string' || insertId < 0 ? BigInt.asUintN(64, BigInt(insertId)) : insertId
}
