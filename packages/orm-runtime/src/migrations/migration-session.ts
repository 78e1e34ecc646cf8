import { setTimeout } from 'node:timers/promises'
import { plainStatement } from '../compile/plan.ts'
import type { Session } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { isTrue } from '../dialects/schema-statements.ts'
import { LockTimeout } from '../errors/database-error.ts'
import { MigrationError } from '../errors/migration-error.ts'
import type { Database } from '../execute/database.ts'
import type { SendSql } from './operation.ts'

/** One connection, on which migrations run. */
export interface MigrationConnection {
  readonly send: SendSql
  /** Runs work in a transaction; waits for another process that writes to SQLite. */
  readonly transaction: <T>(work: () => Promise<T>) => Promise<T>
}

/** Milliseconds that a process waits for another one that migrates. */
const LOCK_WAIT = 60_000
const caller = { describe: () => 'a migration' }

/** Runs work on a connection of its own, while no other process migrates the database. */
export async function withMigrationConnection<T>(
  { connections, dialect }: Database,
  work: (connection: MigrationConnection) => Promise<T>,
): Promise<T> {
  const session = await connections.acquire({ caller, effect: 'write' })
  const send = sender(session)
  let state: 'clean' | 'dirty' = 'dirty'
  try {
    return await around(dialect, send, async () => {
      const result = await work({ send, transaction: (callback) => inTransaction(dialect, session, callback) })
      state = 'clean'
      return result
    })
  } finally {
    await session.release(state)
  }
}

function sender(session: Session): SendSql {
  return async (sql, parameters = []) => {
    const effect = /^\s*(select|pragma foreign_key_check)\b/i.test(sql) ? 'read' : 'write'
    return (await session.execute({ ...plainStatement(sql, effect), parameters }, { caller })).rows
  }
}

async function around<T>({ schema }: Dialect, send: SendSql, work: () => Promise<T>): Promise<T> {
  const { begin, end, lock } = schema.session
  if (lock) await waitFor(async () => isTrue((await send(lock.take))[0]?.[0]))
  try {
    for (const sql of begin) await send(sql)
    return await work()
  } finally {
    // What went wrong first is what the caller can act on; a lost connection has lost its locks.
    for (const sql of [...end, ...(lock ? [lock.release] : [])]) await send(sql).catch(() => undefined)
  }
}

async function inTransaction<T>({ transactions }: Dialect, session: Session, work: () => Promise<T>): Promise<T> {
  await waitFor(async () => {
    try {
      for (const statement of transactions.begin({})) await session.execute(statement, { caller })
      return true
    } catch (error) {
      if (error instanceof LockTimeout) return false
      throw error
    }
  })
  try {
    const result = await work()
    await session.execute(transactions.commit, { caller })
    return result
  } catch (error) {
    await session.execute(transactions.rollback, { caller }).catch(() => undefined)
    throw error
  }
}

async function waitFor(isDone: () => Promise<boolean>): Promise<void> {
  const started = performance.now()
  while (!(await isDone())) {
    if (performance.now() - started > LOCK_WAIT) {
      throw new MigrationError(
        `Another process has been migrating this database for ${LOCK_WAIT / 1000} s. Wait for it, then try again.`,
      )
    }
    await setTimeout(100)
  }
}
