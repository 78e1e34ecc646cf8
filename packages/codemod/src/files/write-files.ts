import { createHash } from 'node:crypto'
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import { beginJournal, flushFolder, prepareJournal, removeJournal } from './journal.ts'

export interface WriteRequest {
  /** New texts by file name. */
  readonly texts: ReadonlyMap<string, string>
  readonly originalText: (fileName: string) => string
  /** Where the journal is kept while files are written. */
  readonly projectFolder: string
  /** The command line and where it runs: what `--resume` repeats if not even the preparations were finished. */
  readonly args: readonly string[]
  readonly cwd: string
}

/**
 * Writes all files or none. Everything is checked, then written beside its target, and only then moved over it, so that
 * a full disk is met before the first file has changed; each move is atomic, and what has been moved is put back if a
 * later one fails. Links stay links; modes and byte order marks are kept. If the process is killed, the journal tells the
 * next one how far it came.
 *
 * @throws CodemodError
 */
export async function writeFiles({ texts, originalText, projectFolder, args, cwd }: WriteRequest): Promise<void> {
  const writes = withoutAliases(
    [...texts].map(([fileName, text], index) => planWrite(fileName, text, originalText(fileName), index)),
  )
  const moved: PlannedWrite[] = []
  try {
    const files = writes.map(({ target, temporary, original, bytes }) => {
      return { target, temporary, before: digest(original), after: digest(bytes) }
    })
    prepareJournal(projectFolder, { args, cwd, files })
    await forAll(writes, writeTemporary)
    beginJournal(projectFolder)
    for (const write of writes) {
      refuseChanged(write)
      renameSync(write.temporary, write.target)
      moved.push(write)
    }
    for (const folder of new Set(writes.map(({ target }) => dirname(target)))) flushFolder(folder)
  } catch (error) {
    const stuck = moved.filter((write) => !putBack(write))
    if (stuck.length > 0)
      throw inputOutput(
        `${reasonOf(error)}. ${stuck.map(({ target }) => target).join(', ')} had changed and could not be put back: ` +
          'git can restore what was there, and `orm-codemod --resume` goes on from here.',
      )
    cleanUp(writes, projectFolder)
    throw inputOutput(`${reasonOf(error)}. Nothing was changed.`)
  }
  cleanUp(writes, projectFolder)
}

/** What tells one content of a file from another. */
export function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

interface PlannedWrite {
  readonly target: string
  readonly temporary: string
  readonly bytes: Buffer
  readonly original: Buffer
  readonly stats: Stats
}

/** Two names of one file are written once. */
function withoutAliases(writes: readonly PlannedWrite[]): PlannedWrite[] {
  const byTarget = new Map<string, PlannedWrite>()
  for (const write of writes) {
    const other = byTarget.get(write.target)
    if (other && !other.bytes.equals(write.bytes))
      throw inputOutput(`${write.target} has two names in the project, which change differently. Nothing was changed.`)
    byTarget.set(write.target, write)
  }
  return [...byTarget.values()]
}

const BYTE_ORDER_MARK = '\uFEFF'

function planWrite(fileName: string, text: string, expected: string, index: number): PlannedWrite {
  try {
    const target = realpathSync(fileName)
    const stats = statSync(target)
    // The owner's bit decides even for root, whom the system lets write anything.
    if ((stats.mode & 0o222) === 0)
      throw inputOutput(`${fileName} is read-only; make it writable. Nothing was changed.`)
    const original = readFileSync(target)
    const before = original.toString('utf8')
    const mark = before.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
    if (before !== mark + expected)
      throw inputOutput(`${fileName} changed during the run; start again. Nothing was changed.`)
    const temporary = join(dirname(target), `.orm-codemod-${process.pid}-${index}`)
    return { target, temporary, bytes: Buffer.from(mark + text, 'utf8'), original, stats }
  } catch (error) {
    throw error instanceof CodemodError ? error : inputOutput(`${reasonOf(error)}. Nothing was changed.`)
  }
}

async function writeTemporary({ temporary, bytes, stats }: PlannedWrite): Promise<void> {
  const file = await open(temporary, 'wx')
  try {
    await file.writeFile(bytes)
    await file.chmod(stats.mode & 0o7777)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Many at once, because the disk can flush them together; all have ended when the first failure is thrown. */
async function forAll<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const results = await Promise.allSettled(items.slice(from, from + AT_ONCE).map(act))
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }
}

const AT_ONCE = 64

/** Somebody may save a file while others are prepared. */
function refuseChanged({ target, stats }: PlannedWrite): void {
  const { mtimeMs, size, ino } = statSync(target)
  if (mtimeMs !== stats.mtimeMs || size !== stats.size || ino !== stats.ino)
    throw new Error(`${target} changed during the run; start again`)
}

function putBack({ target, temporary, original, stats }: PlannedWrite): boolean {
  try {
    writeFileSync(temporary, original, { mode: stats.mode & 0o7777, flush: true })
    renameSync(temporary, target)
    return true
  } catch {
    return false
  }
}

function cleanUp(writes: readonly PlannedWrite[], projectFolder: string): void {
  try {
    for (const { temporary } of writes) rmSync(temporary, { force: true })
    removeJournal(projectFolder)
  } catch {
    // The files are what they should be; the next run tries again.
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function inputOutput(message: string): CodemodError {
  return new CodemodError(EXIT_CODES.inputOutput, message)
}
