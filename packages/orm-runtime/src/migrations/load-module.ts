import { pathToFileURL } from 'node:url'
import { createJiti } from 'jiti'
import { MigrationError } from '../errors/migration-error.ts'

/**
 * What a module exports, TypeScript or not. orm-runtime itself is Node's in both cases: a second copy would know nothing
 * of the connection.
 * @throws MigrationError that names the file, where it does not parse or throws.
 */
export async function loadModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    // A namespace, whatever it holds.
    if (/\.[cm]?js$/.test(path)) return (await import(pathToFileURL(path).href)) as Record<string, unknown>
    const jiti = createJiti(import.meta.url, { nativeModules: ['orm-runtime'] })
    return await jiti.import<Record<string, unknown>>(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`${path} can't be loaded: ${reason}`, { cause: error })
  }
}
