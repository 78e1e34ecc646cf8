import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'

/**
 * Writes all files or none. Everything is checked, then written beside its target, and only then moved over it, so that
 * a full disk is met before the first file has changed; each move is atomic, and what has been moved is put back if a
 * later one fails. Links stay links; modes and byte order marks are kept.
 *
 * @throws CodemodError
 */
export function writeFiles(texts: ReadonlyMap<string, string>, originalText: (fileName: string) => string): void {
  const writes = withoutAliases([...texts].map(([fileName, text]) => planWrite(fileName, text, originalText(fileName))))
  const begun: PlannedWrite[] = []
  const moved: PlannedWrite[] = []
  try {
    for (const write of writes) {
      writeFileSync(write.temporary, '', { mode: write.mode, flag: 'wx' })
      begun.push(write)
      writeFileSync(write.temporary, write.bytes)
    }
    for (const write of writes) {
      renameSync(write.temporary, write.target)
      moved.push(write)
    }
  } catch (error) {
    for (const { target, original, mode } of moved) writeFileSync(target, original, { mode })
    throw inputOutput(`${reasonOf(error)}. Nothing was changed.`)
  } finally {
    for (const { temporary } of begun) rmSync(temporary, { force: true })
  }
}

interface PlannedWrite {
  readonly target: string
  readonly temporary: string
  readonly bytes: Buffer
  readonly original: Buffer
  readonly mode: number
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

function planWrite(fileName: string, text: string, expected: string): PlannedWrite {
  try {
    const target = realpathSync(fileName)
    const { mode } = statSync(target)
    // The owner's bit decides even for root, whom the system lets write anything.
    if ((mode & 0o222) === 0) throw inputOutput(`${fileName} is read-only; make it writable. Nothing was changed.`)
    const original = readFileSync(target)
    const before = original.toString('utf8')
    const mark = before.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
    if (before !== mark + expected)
      throw inputOutput(`${fileName} changed during the run; start again. Nothing was changed.`)
    const temporary = join(dirname(target), `.${basename(target)}.orm-codemod-${process.pid}`)
    return { target, temporary, bytes: Buffer.from(mark + text, 'utf8'), original, mode: mode & 0o7777 }
  } catch (error) {
    throw error instanceof CodemodError ? error : inputOutput(`${reasonOf(error)}. Nothing was changed.`)
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function inputOutput(message: string): CodemodError {
  return new CodemodError(EXIT_CODES.inputOutput, message)
}
