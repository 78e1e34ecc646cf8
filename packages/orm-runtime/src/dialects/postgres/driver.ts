import { UsageError } from '../../errors/usage-error.ts'

/** The driver, loaded when it is first needed. @throws UsageError where it is not installed. */
export async function loadDriver() {
  const { default: driver } = await import('pg').catch(missing('pg'))
  return driver
}

/** The driver's cursors, loaded when they are first needed. @throws UsageError where they are not installed. */
export async function loadCursor() {
  const { default: Cursor } = await import('pg-cursor').catch(missing('pg-cursor'))
  return Cursor
}

/** The package `pg`. */
export type Driver = Awaited<ReturnType<typeof loadDriver>>

function missing(name: 'pg' | 'pg-cursor') {
  const purpose = name === 'pg' ? 'PostgreSQL needs' : 'Reading PostgreSQL in chunks needs'
  return (error: unknown): never => {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new UsageError(`${purpose} the package ${name}, which is not installed: npm install ${name}`)
  }
}
