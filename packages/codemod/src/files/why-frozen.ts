import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

interface Surroundings {
  readonly folder: string
  readonly ignored: ReadonlySet<string>
}

/** Answers why a file must not be edited, in words, or undefined if it may be. */
export function whyFrozen({ folder, ignored }: Surroundings): (fileName: string) => string | undefined {
  return (fileName) => {
    const path = relative(folder, fileName)
    if (path.startsWith('..')) return `${path} lies outside the project's folder.`
    if (ignored.has(fileName)) return `${path} is ignored by git: it may be generated.`
    return isUtf8(fileName) ? undefined : `${path} is not UTF-8 text.`
  }
}

function isUtf8(fileName: string): boolean {
  const bytes = readFileSync(fileName)
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)
}
