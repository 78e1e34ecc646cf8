import { TransactionError } from '../errors/transaction-error.ts'
import { connectedDatabase } from '../execute/database.ts'
import { refuseBlocking, refuseDuringTransaction } from '../execute/run-sync.ts'
import { BlockingBlock, blockingDepth, enterBlock, leaveBlock } from './blocking-blocks.ts'

/**
 * Runs a callback in a transaction on the main thread: all of its writes are committed, or none. Nested, it is a
 * savepoint. Answers what the callback answers; its error rolls back and is thrown on.
 * @throws TransactionError where the callback returns a promise, or swallowed the error of a statement.
 */
export function atomic<T>(callback: () => T): T {
  refuseBlocking(() => ({ blocking: 'atomic(…)', remedy: 'await aatomic(async () => …)' }))
  const { dialect, connections, onQuery } = connectedDatabase()
  const depth = blockingDepth()
  const savepoint = `s${depth}`
  const [begin, commit, rollback] = depth
    ? [`savepoint ${savepoint}`, `release ${savepoint}`, `rollback to ${savepoint}; release ${savepoint}`]
    : [dialect.begin, 'commit', 'rollback']
  const { main } = connections
  const send = (text: string) => {
    for (const sql of text.split('; ')) {
      const started = performance.now()
      main.execute(sql, [])
      onQuery?.({
        sql,
        parameters: [],
        milliseconds: performance.now() - started,
        connection: main.name,
        compiled: false,
      })
    }
  }
  if (depth === 0) refuseDuringTransaction(begin)
  const block = new BlockingBlock()
  send(begin)
  enterBlock(block)
  try {
    const result = callback()
    if (isThenable(result)) throw promiseError()
    block.refuseBroken()
    leaveBlock()
    send(commit)
    return result
  } catch (error) {
    if (blockingDepth() > depth) leaveBlock()
    rollBack(() => send(rollback))
    throw error
  }
}

/** SQLite ends some transactions by itself (a full disk), and what went wrong first is what the caller can act on. */
function rollBack(send: () => void): void {
  try {
    send()
  } catch {
    return
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

function promiseError(): TransactionError {
  return new TransactionError(
    'The callback of `atomic` returned a promise (or a query): the block would end before its work does. Nothing was committed. Use `await aatomic(async () => …)`.',
  )
}
