import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A file in a directory of its own, which goes when it is removed, or when the process ends. A process that is killed
 * leaves it.
 */
export function temporaryFile(name: string): { readonly file: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'orm-runtime-'))
  const remove = () => {
    process.off('exit', remove)
    rmSync(directory, { recursive: true, force: true })
  }
  process.on('exit', remove)
  return { file: join(directory, name), remove }
}
