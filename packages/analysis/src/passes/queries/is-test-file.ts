import type { AnalysisContext } from '../../types/analysis-context.ts'
import { oncePerContext } from '../../types/once-per-context.ts'

/** True for a file of tests, by its name or by a folder between it and what all files of the program have in common. */
export function isTestFile(context: AnalysisContext, fileName: string): boolean {
  if (/\.(?:test|spec)\.[cm]?[jt]sx?$/.test(fileName)) return true
  const folders = fileName.split('/').slice(sharedFolders(context), -1)
  return folders.some((folder) => /^(?:__tests__|tests?)$/.test(folder))
}

/** How many leading folders all file names of the program share. */
const sharedFolders = oncePerContext(({ sources }) => {
  const [first = [], ...others] = sources.fileNames().map((name) => name.split('/').slice(0, -1))
  const differs = first.findIndex((folder, index) => others.some((folders) => folders[index] !== folder))
  return differs < 0 ? first.length : differs
})

/** True for a file that is run once: a migration, a seed or a script, by a folder's name. */
export function isOneOff(context: AnalysisContext, fileName: string): boolean {
  const folders = fileName.split('/').slice(sharedFolders(context), -1)
  return (
    folders.some((folder) => /^(?:migrations?|seeds?|seeders?|scripts?)$/.test(folder)) ||
    /\/seed\.[cm]?[jt]s$/.test(fileName)
  )
}
