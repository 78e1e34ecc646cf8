import { relative } from 'node:path'
import { CodemodError, EXIT_CODES } from './codemod-error.ts'
import { findInterruptedRun, finish, forget, type InterruptedRun } from './files/interrupted-run.ts'
import type { Journal } from './files/journal.ts'
import type { Options } from './options.ts'
import type { Surroundings } from './surroundings.ts'

/** What `--resume` has left to do: nothing, or a run that was killed before its first file changed. */
export interface Resumed {
  readonly repeat: Pick<Journal, 'args' | 'cwd'> | undefined
}

/**
 * With `--resume`, finishes the run that was interrupted while it wrote. Without it, makes sure that none has left files
 * half old and half new; what it left besides is cleared away. Undefined where there is nothing to resume.
 *
 * @throws CodemodError
 */
export function resume(
  projectFolder: string,
  options: Options,
  { cwd, stdout, stderr }: Surroundings,
): Resumed | undefined {
  const interrupted = findInterruptedRun(projectFolder)
  if (!interrupted) {
    if (options.resume)
      throw refused(
        'No run was interrupted while it wrote files: there is nothing to resume. Start one without --resume.',
      )
    return undefined
  }
  const { journal, old, new: written, changed, lost, isRunning } = interrupted
  if (isRunning && !options.force)
    throw refused(
      `Another run is writing files here (process ${journal.process}). Wait for it, or add --force if that process is something else.`,
    )
  if (!options.resume) {
    if (written.length > 0 && old.length > 0) throw refused(halfWritten(interrupted))
    if (options.dry || options.diff || options.check) return undefined
    forget(journal, projectFolder)
    stderr.write('An earlier run was killed and left temporary files, which are removed.\n')
    return undefined
  }
  if (!journal.isBegun) {
    forget(journal, projectFolder)
    stderr.write('The interrupted run had not changed a file: it is made again.\n')
    return { repeat: journal }
  }
  const strange = [...changed, ...lost].map(({ target }) => `  ${relative(cwd, target)}`)
  if (strange.length > 0)
    throw refused(
      `These files are no longer as the interrupted run left them, so it can't be finished:\n${strange.join('\n')}\n${UNDO}`,
    )
  finish(interrupted, projectFolder)
  stdout.write(
    `The interrupted run is finished: ${journal.files.length} files are changed, ${old.length} of them now.\n`,
  )
  return { repeat: undefined }
}

function halfWritten({ journal, new: written }: InterruptedRun): string {
  return (
    `An earlier run was killed after it had written ${written.length} of ${journal.files.length} files. ` +
    `\`orm-codemod --resume\` writes the others. ${UNDO}`
  )
}

const UNDO = 'To begin anew, bring back all of its files with git, and run without --resume.'

function refused(message: string): CodemodError {
  return new CodemodError(EXIT_CODES.refused, message)
}
