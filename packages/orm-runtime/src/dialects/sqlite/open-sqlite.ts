import { UsageError } from '../../errors/usage-error.ts'
import type { Connections } from '../dialect.ts'
import { openConnection } from './connection.ts'
import { driverError, driverFailure } from './driver-error.ts'
import { statementRunner } from './statement-runner.ts'
import { openWorkers, type Workers } from './workers.ts'

/** The connections to one database: the main thread's now, the workers' as soon as something needs them. */
export async function openSqlite(options: { file: string; readers: number; timeout: number }): Promise<Connections> {
  const connection = await openConnection(options)
  const run = statementRunner(connection)
  let workers: Workers | undefined
  const opened = () => {
    if (isInMemory(options.file)) throw inMemoryError()
    return (workers ??= openWorkers(options))
  }
  return {
    shared: !isInMemory(options.file),
    main: {
      name: 'main',
      execute: (sql, parameters) => {
        try {
          return run(sql, parameters)
        } catch (error) {
          throw driverError(driverFailure(error), sql)
        }
      },
    },
    writer: () => opened().writer(),
    reader: () => opened().reader(),
    close: async () => {
      await workers?.close()
      connection.close()
    },
  }
}

function isInMemory(file: string): boolean {
  return file === ':memory:' || file === ''
}

function inMemoryError(): UsageError {
  return new UsageError(
    "A `:memory:` database lives in one thread, so asynchronous calls can not see it. Use the blocking calls, or a temporary file: sqlite(join(tmpdir(), 'test.db')).",
  )
}
