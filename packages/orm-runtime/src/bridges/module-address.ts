import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../errors/usage-error.ts'

/**
 * The address of a module as every thread understands it.
 * @throws UsageError for a relative path or a package's name: what it is relative to can't be known here.
 */
export function moduleAddress(module: string | URL): string {
  if (module instanceof URL) return module.href
  if (/^(file|data|node):/.test(module)) return module
  if (isAbsolute(module)) return pathToFileURL(module).href
  throw new UsageError(
    `'${module}' is no address of a module. Give new URL('./report.js', import.meta.url), import.meta.resolve('./report.js') or an absolute path.`,
  )
}
