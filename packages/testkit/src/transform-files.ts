import { builtInProfiles, readUserProfiles } from 'orm-analysis'
import { migrate, untypedOptions, type Options, type Project, type Transform } from 'orm-codemod'
import ts from 'typescript'
import type { Report } from './report.ts'
import { worldOptions } from './world-options.ts'
import { virtualProgram } from './virtual-program.ts'
import type { World } from './world.ts'

export interface TransformRequest {
  /** Absent for JavaScript without types, whose files lie in `UNTYPED_FOLDER`. */
  readonly world?: World
  /** By full file name. */
  readonly texts: ReadonlyMap<string, string>
  readonly transform: Transform
  readonly options: Options
  /** The files of all cases that an option's path means: each case has its own. */
  readonly filesAt: (path: string) => readonly string[]
}

/** What a transform made of the texts, and what it said of places; both by full file name. */
export interface TransformedFiles {
  /** The files that changed. */
  readonly texts: ReadonlyMap<string, string>
  readonly reports: ReadonlyMap<string, readonly Report[]>
  /** Why what was tried could not be proved. */
  readonly rolledBack: ReadonlyMap<string, readonly string[]>
}

/** Migrates files in memory, as the command line does with those on disk. */
export function transformFiles({ world, texts, transform, options, filesAt }: TransformRequest): TransformedFiles {
  const { files, boundaries, stops, warnings, units } = migrate({
    project: world ? programOf(world, texts) : untypedProject(texts),
    transforms: [transform],
    profiles: [
      ...migratingProfiles(world),
      ...(world ? readUserProfiles(world.config, world.folder, `${world.name}/orm.config.json`) : []),
    ],
    options,
    filesAt,
  })
  const reports = new Map<string, Report[]>()
  const report = (kind: Report['kind'], { fileName, at, reason, message }: StoppedPlace) => {
    const { line, character } = ts.getLineAndCharacterOfPosition(lineMapOf(texts.get(fileName) ?? ''), at)
    const found = reports.get(fileName) ?? []
    reports.set(fileName, [...found, { kind, name: reason, line: line + 1, column: character, message }])
  }
  for (const boundary of boundaries)
    report('boundary', { ...boundary, message: boundary.chain.map(({ text }) => text).join(' ← ') })
  for (const stop of stops) report('stop', stop)
  for (const warning of warnings) report('warning', { ...warning, reason: 'warning' })
  const rolledBack = new Map<string, string[]>()
  for (const { fileName, gate, message } of units.flatMap(({ problems }) => problems))
    rolledBack.set(fileName, [...(rolledBack.get(fileName) ?? []), `rolled back at the gate \`${gate}\`: ${message}`])
  return { texts: files, reports, rolledBack }
}

function programOf(world: World, texts: ReadonlyMap<string, string>) {
  const project = { rootNames: [...texts.keys()], options: worldOptions, texts }
  const program = virtualProgram(texts, world.folder)
  return { project, program, trees: new Map(program.getSourceFiles().map((file) => [file.fileName, file])) }
}

/** Where the files of JavaScript without types lie; nothing else is there. */
export const UNTYPED_FOLDER = '/untyped'

function untypedProject(texts: ReadonlyMap<string, string>): Project {
  return { rootNames: [...texts.keys()], options: untypedOptions(UNTYPED_FOLDER), texts, isUntyped: true }
}

function migratingProfiles(world: World | undefined) {
  return builtInProfiles.filter((profile) => profile.migrates !== 'when-named' || profile.name === world?.name)
}

interface StoppedPlace {
  readonly fileName: string
  readonly at: number
  readonly reason: string
  readonly message: string
}

const lineMapOf = (text: string) => ts.createSourceFile('', text, ts.ScriptTarget.Latest)
