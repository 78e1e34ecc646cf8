import { dirname, resolve } from 'node:path'
import { chooseProfiles } from '../command-line/choose-profiles.ts'
import { notGiven } from '../command-line/options-command.ts'
import { migrate } from '../engine/migrate.ts'
import type { Migration } from '../engine/migration.ts'
import { pipelines } from '../pipelines.ts'
import { createProgram, type ProjectProgram } from '../project/create-program.ts'
import { oneFileProject } from '../project/one-file-project.ts'
import { readConfiguredProfiles } from '../project/read-configured-profiles.ts'
import { refuseSyntaxErrors } from '../project/refuse-syntax-errors.ts'
import { formatSummary } from '../report/format-summary.ts'
import { locator } from '../report/locate.ts'
import type { Transform } from '../transforms/transform.ts'
import { seenElsewhere } from './seen-elsewhere.ts'

/** What jscodeshift hands to a transform. */
export interface JscodeshiftFile {
  readonly path: string
  readonly source: string
}

export interface JscodeshiftApi {
  readonly report: (message: string) => void
}

/** The options among its arguments: `--profile=a,b` and `--unsafe=true`. */
export interface JscodeshiftOptions {
  readonly profile?: unknown
  readonly unsafe?: unknown
}

/**
 * Runs a transform on one file, of which nothing else is known: without types, and what other files may call keeps its
 * signature. Answers the new text, or the old one where nothing is to be done.
 *
 * @throws CodemodError for a profile that nothing has, and a file that does not parse
 */
export function transformFile(
  name: keyof typeof pipelines,
  { path, source }: JscodeshiftFile,
  { report }: JscodeshiftApi,
  { profile, unsafe }: JscodeshiftOptions,
): string {
  const cwd = process.cwd()
  const fileName = resolve(path)
  const names = typeof profile === 'string' ? profile.split(',') : []
  const profiles = chooseProfiles(names, readConfiguredProfiles(dirname(fileName), cwd))
  const project = createProgram(oneFileProject(fileName, source), previous)
  previous = project
  refuseSyntaxErrors(project.program, [fileName], cwd)
  const migration = migrate({
    project,
    transforms: pipelines[name].map((transform) => keepingSignatures(transform, fileName)),
    profiles,
    options: { ...notGiven(), untyped: true, unsafe: unsafe === true || unsafe === 'true' },
    filesAt: () => [],
  })
  if (hasNews(migration)) {
    const originalText = () => source
    const locate = locator(cwd, originalText)
    const known = { version: '', transform: name, untyped: true, folder: cwd, originalText, locate }
    report(formatSummary({ ...known, migration: advised(migration) }))
  }
  return migration.files.get(fileName) ?? source
}

/** The program of the file before: what the compiler knows of the language is read once. */
let previous: ProjectProgram | undefined

function keepingSignatures(transform: Transform, fileName: string): Transform {
  return {
    ...transform,
    run: (context, options) => transform.run(context, { ...options, kept: seenElsewhere(context, fileName) }),
  }
}

const hasNews = ({ boundaries, warnings, units }: Migration) =>
  boundaries.length > 0 || warnings.length > 0 || units.some(({ status }) => status !== 'applied')

/** Nobody has asked for what is kept, so the advice is another. */
function advised(migration: Migration): Migration {
  const boundaries = migration.boundaries.map((boundary) =>
    boundary.reason === 'kept' ? { ...boundary, alternative: OTHER_FILES } : boundary,
  )
  return { ...migration, boundaries }
}

const OTHER_FILES =
  'Other files may call it, and jscodeshift shows one at a time: run `orm-codemod`, which reads them all.'
