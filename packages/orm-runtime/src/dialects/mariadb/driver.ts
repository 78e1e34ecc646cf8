import { UsageError } from '../../errors/usage-error.ts'

/** The driver, loaded when it is first needed. @throws UsageError where it is not installed. */
export async function loadDriver() {
  const { default: driver } = await import('mysql2').catch(missing)
  return driver
}

/** The package `mysql2`. */
export type Driver = Awaited<ReturnType<typeof loadDriver>>

function missing(error: unknown): never {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  throw new UsageError('MariaDB and MySQL need the package mysql2, which is not installed: npm install mysql2')
}
