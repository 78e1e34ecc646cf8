import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { programSources } from 'orm-analysis'
import { chooseProfiles } from './command-line/choose-profiles.ts'
import { loadConfig } from './configuration/load-config.ts'
import { chooseUnits, refuseWithoutTerminal } from './command-line/choose-units.ts'
import { notGiven } from './command-line/options-command.ts'
import { parseCommandLine, type CommandLine } from './command-line/parse-command-line.ts'
import { CodemodError, EXIT_CODES } from './codemod-error.ts'
import { migrate, migrateChosen, type MigrationRequest } from './engine/migrate.ts'
import { gitState, type GitState } from './files/git-state.ts'
import type { Journal } from './files/journal.ts'
import { whyFrozen } from './files/why-frozen.ts'
import { writeFiles } from './files/write-files.ts'
import type { Options } from './options.ts'
import { pipelines } from './pipelines.ts'
import { createWholeProgram } from './project/create-whole-program.ts'
import { loadProject } from './project/load-project.ts'
import { loadUntypedProject } from './project/load-untyped-project.ts'
import { readConfiguredProfiles } from './project/read-configured-profiles.ts'
import { refuseSyntaxErrors } from './project/refuse-syntax-errors.ts'
import { formatDiff } from './report/format-diff.ts'
import { formatExplanation, formatSummary } from './report/format-summary.ts'
import { jsonReport, type ReportedRun } from './report/json-report.ts'
import { htmlReport } from './report/html-report.ts'
import { locator } from './report/locate.ts'
import { paintDiff } from './report/paint-diff.ts'
import { sarifReport } from './report/sarif-report.ts'
import { showProgress } from './report/show-progress.ts'
import { resume } from './resume.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * One run of a transform; answers the exit code.
 *
 * @throws CodemodError for everything that a person can act on
 */
export async function run(
  { transform, paths, given, args }: CommandLine,
  version: string,
  surroundings: Surroundings,
): Promise<number> {
  const { cwd, stdout } = surroundings
  if (given.interactive) refuseWithoutTerminal(surroundings)
  const [firstPath = '.'] = paths
  const config = await loadConfig(resolve(cwd, given.project ?? firstPath), cwd)
  const options = { ...notGiven(), ...config.options, ...given }
  const progress = showProgress(surroundings, 1 + 2 * pipelines[transform].length)
  try {
    progress.step('Reading the project')
    const project = options.untyped
      ? loadUntypedProject(resolve(cwd, firstPath), (folder) => gitState(folder).ignored, cwd)
      : loadProject(resolve(cwd, options.project ?? firstPath), cwd)
    const resumed = resume(project.folder, options, surroundings)
    if (resumed?.repeat) return await repeat(resumed.repeat, version, surroundings)
    if (resumed) return EXIT_CODES.done
    const profiles = chooseProfiles(options.profile, [
      ...config.profiles,
      ...readConfiguredProfiles(project.folder, cwd),
    ])
    const git = gitState(project.folder)
    const { loaded, unread } = createWholeProgram(project, git.ignored)
    const fileNames = programSources(loaded.program).fileNames()
    const startingFiles = filesUnder(paths, fileNames, cwd)
    const isNew = changedSince(options.from, git)
    refuseSyntaxErrors(loaded.program, fileNames, cwd)
    const request: MigrationRequest = {
      project: loaded,
      transforms: pipelines[transform],
      profiles,
      options,
      filesAt: (path) => fileNames.filter((fileName) => fileName === resolve(cwd, path)),
      mayStartIn: (fileName) => startingFiles.has(fileName) && isNew(fileName),
      whyFrozen: whyFrozen({ folder: project.folder, ignored: git.ignored(fileNames) }),
      unread,
      onStep: progress.step,
    }
    const choose = chooseUnits(surroundings)
    const migration = options.interactive
      ? await migrateChosen(request, (offer) => {
          progress.stop()
          return choose(offer)
        })
      : migrate(request)
    progress.stop()

    const originalText = (fileName: string) => loaded.program.getSourceFile(fileName)?.text ?? ''
    const locate = locator(cwd, originalText)
    const reported = { version, transform, untyped: options.untyped, folder: cwd, migration, originalText, locate }
    stdout.write(printed(options, reported, surroundings))
    if (options.report !== undefined) writeReport(resolve(cwd, options.report), htmlReport(reported))

    const { files, boundaries } = migration
    const done = options.strict && boundaries.length > 0 ? EXIT_CODES.changesNeeded : EXIT_CODES.done
    if (files.size === 0) return done
    if (options.check) return EXIT_CODES.changesNeeded
    if (options.dry || options.diff) return done
    const unsafe = options.force ? undefined : git.whyUnsafe([...files.keys()])
    if (unsafe !== undefined)
      throw new CodemodError(EXIT_CODES.refused, `${unsafe} Nothing was written: commit first, or add --force.`)
    progress.step(`Writing ${files.size} files`)
    await writeFiles({ texts: files, originalText, projectFolder: project.folder, args, cwd })
    return done
  } finally {
    progress.stop()
  }
}

/** A run whose command line is known from its journal. */
function repeat(
  { args, cwd }: Pick<Journal, 'args' | 'cwd'>,
  version: string,
  surroundings: Surroundings,
): Promise<number> | number {
  const commandLine = parseCommandLine(args, version, { ...surroundings, cwd })
  return commandLine ? run(commandLine, version, { ...surroundings, cwd }) : EXIT_CODES.done
}

function printed({ json, sarif, diff, explain }: Options, run: ReportedRun, surroundings: Surroundings): string {
  if (sarif) return `${JSON.stringify(sarifReport(run), undefined, 2)}\n`
  if (json) return `${JSON.stringify(jsonReport(run), undefined, 2)}\n`
  if (diff) {
    const text = formatDiff(run.migration.files, run.folder, run.originalText)
    return paintDiff(text, surroundings.stdout, surroundings)
  }
  return formatSummary(run) + (explain ? formatExplanation(run) : '')
}

function writeReport(fileName: string, page: string): void {
  try {
    writeFileSync(fileName, page)
  } catch (error) {
    throw new CodemodError(EXIT_CODES.inputOutput, `${(error as Error).message}. Nothing was changed.`)
  }
}

/** Whether a file is newer than a commit or branch; all are where none is named. */
function changedSince(ref: string | undefined, git: GitState): (fileName: string) => boolean {
  if (ref === undefined) return () => true
  const changed = git.changedSince(ref)
  if (changed) return (fileName) => changed.has(fileName)
  throw new CodemodError(
    EXIT_CODES.usage,
    `--from ${ref}: ${git.isTracking ? 'git knows no commit or branch of that name' : 'the project is not under version control'}.`,
  )
}

/** The files at or under the given paths, or all of them. */
function filesUnder(paths: readonly string[], fileNames: readonly string[], cwd: string): ReadonlySet<string> {
  if (paths.length === 0) return new Set(fileNames)
  return new Set(
    paths.flatMap((path) => {
      const absolute = resolve(cwd, path)
      const found = fileNames.filter((fileName) => fileName === absolute || fileName.startsWith(`${absolute}/`))
      if (found.length > 0) return found
      throw new CodemodError(
        EXIT_CODES.usage,
        `${path} holds no file of the project. It must lie in a folder that the tsconfig includes; --project names another.`,
      )
    }),
  )
}
