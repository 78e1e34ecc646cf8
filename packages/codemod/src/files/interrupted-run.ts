import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { flushFolder, readJournal, removeJournal, type FoundJournal, type JournalEntry } from './journal.ts'
import { digest } from './write-files.ts'

/** A run that was killed while it wrote, as it left its files. */
export interface InterruptedRun {
  readonly journal: FoundJournal
  readonly old: readonly JournalEntry[]
  readonly new: readonly JournalEntry[]
  /** Files that are neither: somebody else has changed them. */
  readonly changed: readonly JournalEntry[]
  /** Old files whose new text is no longer there. */
  readonly lost: readonly JournalEntry[]
  /** It was not killed: its process is still at work. */
  readonly isRunning: boolean
}

export function findInterruptedRun(projectFolder: string): InterruptedRun | undefined {
  const journal = readJournal(projectFolder)
  if (!journal) return undefined
  const states = journal.files.map((entry) => ({ entry, state: stateOf(entry) }))
  const inState = (wanted: ReturnType<typeof stateOf>) =>
    states.filter(({ state }) => state === wanted).map(({ entry }) => entry)
  const old = inState('old')
  return {
    journal,
    old,
    new: inState('new'),
    changed: inState('changed'),
    lost: old.filter(({ temporary, after }) => digestAt(temporary) !== after),
    isRunning: journal.host === hostname() && journal.process !== process.pid && isAlive(journal.process),
  }
}

/** Moves the rest of the new texts over their files. Only for a run that has begun and of which nothing has changed. */
export function finish({ old, journal }: InterruptedRun, projectFolder: string): void {
  for (const { temporary, target } of old) renameSync(temporary, target)
  for (const folder of new Set(old.map(({ target }) => dirname(target)))) flushFolder(folder)
  forget(journal, projectFolder)
}

/** Removes what it left behind and leaves all files as they are. */
export function forget({ files }: FoundJournal, projectFolder: string): void {
  for (const { temporary } of files) rmSync(temporary, { force: true })
  removeJournal(projectFolder)
}

function stateOf({ target, before, after }: JournalEntry): 'old' | 'new' | 'changed' {
  const found = digestAt(target)
  if (found === after) return 'new'
  return found === before ? 'old' : 'changed'
}

function digestAt(fileName: string): string | undefined {
  return existsSync(fileName) ? digest(readFileSync(fileName)) : undefined
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    // It is there, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
