import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Ground } from './run-child.ts'

/** A copy of a world's files, which each program has as its working directory. What it leaves there is part of what it did. */
export function filesGround(folder: string): Ground {
  const seed = join(folder, 'files')
  return {
    open: (id) => {
      const own = join(folder, `${id}.files`)
      cpSync(seed, own, { recursive: true })
      process.chdir(own)
      return Promise.resolve()
    },
    close: () => {
      const left = linesOf(process.cwd())
      process.chdir(folder)
      return Promise.resolve(left)
    },
  }
}

function linesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .map(({ entry, path }) => `${relative(folder, path)}: ${entry.isFile() ? readFileSync(path, 'utf8') : 'no file'}`)
    .sort()
}
