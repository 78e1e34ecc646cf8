import { spawnSync } from 'node:child_process'
import { join, relative } from 'node:path'

/** What git knows about a project. Where there is no git, or it ignores the whole folder, nothing can be brought back. */
export interface GitState {
  readonly isTracking: boolean
  /** Those of the files that git ignores. */
  readonly ignored: (fileNames: readonly string[]) => ReadonlySet<string>
  /** What differs from where a commit or branch was left, by full name, committed or not; undefined where it is unknown. */
  readonly changedSince: (ref: string) => ReadonlySet<string> | undefined
  /** Why writing over these files could lose work, in words; undefined if all of it is committed. */
  readonly whyUnsafe: (fileNames: readonly string[]) => string | undefined
}

export function gitState(folder: string): GitState {
  const git = (args: readonly string[], input = '') => {
    const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', input, maxBuffer: 1 << 30 })
    return { succeeded: status === 0, lines: (status === null ? '' : stdout).split('\0').filter((line) => line !== '') }
  }
  const isTracking = git(['rev-parse', '--git-dir']).succeeded && !git(['check-ignore', '-q', '.']).succeeded

  return {
    isTracking,
    ignored: (fileNames) =>
      new Set(isTracking ? git(['check-ignore', '-z', '--stdin'], fileNames.join('\0')).lines : []),
    changedSince: (ref) => {
      if (!git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).succeeded) return undefined
      const common = git(['merge-base', ref, 'HEAD'])
      const since = common.succeeded ? common.lines.join('').trim() : ref
      const [up = ''] = git(['rev-parse', '--show-cdup']).lines
      const changed = git(['diff', '--name-only', '-z', since]).lines.map((name) => join(folder, up.trim(), name))
      // What git does not track yet is as new as can be.
      const added = git(['ls-files', '--others', '--exclude-standard', '-z']).lines.map((name) => join(folder, name))
      return new Set([...changed, ...added])
    },
    whyUnsafe: (fileNames) => {
      if (!isTracking) return 'The project is not under version control, so nothing could be brought back.'
      const [changed] = git(['status', '--porcelain', '-z', '--untracked-files=no']).lines
      if (changed !== undefined) return `The git tree has changes that are not committed (${changed.slice(3)}).`
      const tracked = new Set(git(['ls-files', '-z']).lines)
      const untracked = fileNames.map((fileName) => relative(folder, fileName)).find((name) => !tracked.has(name))
      return untracked === undefined ? undefined : `${untracked} is not committed to git.`
    },
  }
}
