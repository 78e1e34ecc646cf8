import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/**
 * What a run is about to write, kept in `.orm-codemod` in the project's folder from before its first temporary file until
 * after its last. It has one of two states, told by its file's name: while it is *prepared*, all files are as they were
 * and the new texts are being written beside them; once it is *begun*, all new texts are on the disk, and each file is
 * either old or new. The file is renamed from one to the other, so there is no state between.
 */
export interface Journal {
  /** The command line that made it, and where it ran. */
  readonly args: readonly string[]
  readonly cwd: string
  readonly process: number
  readonly host: string
  readonly files: readonly JournalEntry[]
}

/** Absolute names, and what tells a file's old text from its new one. */
export interface JournalEntry {
  readonly target: string
  /** Where the new text lies until it is moved over the target. */
  readonly temporary: string
  readonly before: string
  readonly after: string
}

export interface FoundJournal extends Journal {
  readonly isBegun: boolean
}

export function prepareJournal(projectFolder: string, journal: Omit<Journal, 'process' | 'host'>): void {
  const { folder, prepared, draft, ignore } = placesIn(projectFolder)
  mkdirSync(folder, { recursive: true })
  // Git is to see nothing of it.
  writeFileSync(ignore, '*\n')
  const text = JSON.stringify({ ...journal, process: process.pid, host: hostname() } satisfies Journal)
  writeFileSync(draft, text, { flush: true })
  renameSync(draft, prepared)
  flushFolder(folder)
}

export function beginJournal(projectFolder: string): void {
  const { folder, prepared, begun } = placesIn(projectFolder)
  renameSync(prepared, begun)
  flushFolder(folder)
}

export function removeJournal(projectFolder: string): void {
  const { folder, prepared, begun, draft, ignore } = placesIn(projectFolder)
  // First what gives the folder a meaning.
  for (const file of [prepared, begun, draft, ignore]) rmSync(file, { force: true })
  rmdirSync(folder)
}

export function readJournal(projectFolder: string): FoundJournal | undefined {
  const { folder, prepared, begun, ignore } = placesIn(projectFolder)
  const isBegun = existsSync(begun)
  if (!isBegun && !existsSync(prepared)) {
    // A process that was killed while it made or removed its journal.
    if (existsSync(ignore) || isEmptyFolder(folder)) removeJournal(projectFolder)
    return undefined
  }
  return { ...(JSON.parse(readFileSync(isBegun ? begun : prepared, 'utf8')) as Journal), isBegun }
}

function placesIn(projectFolder: string) {
  const folder = join(projectFolder, JOURNAL_FOLDER)
  const at = (name: string) => join(folder, name)
  return {
    folder,
    prepared: at('prepared.json'),
    begun: at('begun.json'),
    draft: at('draft.json'),
    ignore: at('.gitignore'),
  }
}

function isEmptyFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory() && readdirSync(path).length === 0
}

const JOURNAL_FOLDER = '.orm-codemod'

/** Makes renames in a folder last. Windows can't open folders, and does not need to. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
