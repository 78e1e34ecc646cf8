import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { GitState } from './git-state.ts'

/** Answers why a file must not be edited, in words, or undefined if it may be. */
export function whyFrozen(folder: string, git: GitState): (fileName: string) => string | undefined {
  return (fileName) => {
    const path = relative(folder, fileName)
    if (path.startsWith('..')) return `${path} lies outside the project's folder.`
    if (git.isIgnored(fileName)) return `${path} is ignored by git: it may be generated.`
    return isUtf8(fileName) ? undefined : `${path} is not UTF-8 text.`
  }
}

function isUtf8(fileName: string): boolean {
  const bytes = readFileSync(fileName)
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)
}
