import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { programSources } from 'orm-analysis'
import { chooseProfiles } from './command-line/choose-profiles.ts'
import { parseCommandLine, type CommandLine } from './command-line/parse-command-line.ts'
import { CodemodError, EXIT_CODES } from './codemod-error.ts'
import { migrate } from './engine/migrate.ts'
import { gitState } from './files/git-state.ts'
import { whyFrozen } from './files/why-frozen.ts'
import { writeFiles } from './files/write-files.ts'
import { pipelines } from './pipelines.ts'
import { createWholeProgram } from './project/create-whole-program.ts'
import { loadProject } from './project/load-project.ts'
import { loadUntypedProject } from './project/load-untyped-project.ts'
import { readConfiguredProfiles } from './project/read-configured-profiles.ts'
import { refuseSyntaxErrors } from './project/refuse-syntax-errors.ts'
import { formatDiff } from './report/format-diff.ts'
import { formatExplanation, formatSummary } from './report/format-summary.ts'
import { jsonReport, type ReportedRun } from './report/json-report.ts'
import { locator } from './report/locate.ts'

/** Where a run says something. */
export interface Streams {
  readonly out: (text: string) => void
  /** Says what is going on at the moment; absent where nobody watches. */
  readonly progress?: (step: string) => void
}

/**
 * One run of the command line; answers the exit code.
 *
 * @throws CodemodError for everything that a person can act on
 */
export function run(args: readonly string[], { out, progress = () => undefined }: Streams): number {
  const version = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
    .version
  const commandLine = parseCommandLine(args, pipelines, version)
  if (!commandLine) return EXIT_CODES.done
  const pipeline = pipelines.find(({ name }) => name === commandLine.transform)
  const [firstPath = '.'] = commandLine.paths

  progress('Reading the project')
  const project = commandLine.untyped
    ? loadUntypedProject(resolve(firstPath), (folder) => gitState(folder).ignored)
    : loadProject(resolve(commandLine.project ?? firstPath))
  const profiles = chooseProfiles(commandLine.profile, readConfiguredProfiles(project.folder))
  const git = gitState(project.folder)
  const { loaded, importedUnseen } = createWholeProgram(project, git.ignored)
  const fileNames = programSources(loaded.program).fileNames()
  const startingFiles = filesUnder(commandLine.paths, fileNames)
  refuseSyntaxErrors(loaded.program, fileNames)
  const migration = migrate({
    project: loaded,
    transforms: pipeline?.transforms ?? [],
    profiles,
    options: commandLine,
    filesAt: (path) => fileNames.filter((fileName) => fileName === resolve(path)),
    mayStartIn: (fileName) => startingFiles.has(fileName),
    whyFrozen: whyFrozen({ folder: project.folder, ignored: git.ignored(fileNames), importedUnseen }),
    onStep: progress,
  })

  const originalText = (fileName: string) => loaded.program.getSourceFile(fileName)?.text ?? ''
  const folder = process.cwd()
  const locate = locator(folder, originalText)
  const { transform, untyped } = commandLine
  out(printed(commandLine, { version, transform, untyped, folder, migration, originalText, locate }))

  const { files } = migration
  if (files.size === 0) return EXIT_CODES.done
  if (commandLine.check) return EXIT_CODES.changesNeeded
  if (commandLine.dry || commandLine.diff) return EXIT_CODES.done
  const unsafe = commandLine.force ? undefined : git.whyUnsafe([...files.keys()])
  if (unsafe !== undefined)
    throw new CodemodError(EXIT_CODES.refused, `${unsafe} Nothing was written: commit first, or add --force.`)
  writeFiles(files, originalText)
  return EXIT_CODES.done
}

function printed({ json, diff, explain }: CommandLine, run: ReportedRun): string {
  if (json) return `${JSON.stringify(jsonReport(run), undefined, 2)}\n`
  if (diff) return formatDiff(run.migration, run.folder, run.originalText)
  return formatSummary(run) + (explain ? formatExplanation(run) : '')
}

/** The files at or under the given paths, or all of them. */
function filesUnder(paths: readonly string[], fileNames: readonly string[]): ReadonlySet<string> {
  if (paths.length === 0) return new Set(fileNames)
  return new Set(
    paths.flatMap((path) => {
      const absolute = resolve(path)
      const found = fileNames.filter((fileName) => fileName === absolute || fileName.startsWith(`${absolute}/`))
      if (found.length > 0) return found
      throw new CodemodError(
        EXIT_CODES.usage,
        `${path} holds no file of the project. It must lie in a folder that the tsconfig includes; --project names another.`,
      )
    }),
  )
}
