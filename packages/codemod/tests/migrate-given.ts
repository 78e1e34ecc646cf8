import type { Edit, Profile } from 'orm-analysis'
import ts from 'typescript'
import { readOptions } from '../src/command-line/options-command.ts'
import { migrate } from '../src/engine/migrate.ts'
import type { Migration } from '../src/engine/migration.ts'
import type { MigrationUnit, Transform } from '../src/transforms/transform.ts'

/** Where the files of a given migration lie. */
export const FOLDER = '/virtual/'

/** A replacement in one file: the text to find, once, and what stands there afterwards. */
export type Replacement = readonly [file: string, find: string, replace: string]

export interface GivenMigration {
  readonly files: Readonly<Record<string, string>>
  readonly units: Readonly<Record<string, readonly Replacement[]>>
  readonly applicability?: 'safe' | 'unsafe' | 'display-only'
  readonly unsafe?: boolean
  readonly frozen?: string
  readonly alsoThen?: Transform
  /** Units that leave comments, and have no call sites. */
  readonly comments?: readonly string[]
}

/** Runs the engine on files that are on no disk, with units that are written by hand. */
export function migrateGiven({
  files,
  units,
  applicability = 'safe',
  unsafe = false,
  frozen,
  alsoThen,
  comments = [],
}: GivenMigration): Migration {
  const transform: Transform = {
    name: 'given',
    describe: 'Applies what the test gives it.',
    run: () => ({
      units: Object.entries(units).map(([id, replacements]) => {
        const unit = unitOf(id, replacements, files, applicability)
        return comments.includes(id) ? { ...unit, sites: [] } : unit
      }),
      boundaries: [],
      stops: [],
      sites: { found: Object.keys(units).length, migratable: Object.keys(units).length, blocked: 0 },
    }),
  }
  return migrate({
    project: {
      rootNames: Object.keys(files)
        .filter((name) => !name.includes('node_modules'))
        .map((name) => FOLDER + name),
      options: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        strict: true,
        types: [],
        lib: ['lib.es2023.d.ts'],
      },
      texts: new Map(Object.entries(files).map(([name, text]) => [FOLDER + name, text])),
    },
    transforms: alsoThen ? [transform, alsoThen] : [transform],
    profiles: [] as Profile[],
    options: readOptions(unsafe ? ['--unsafe'] : [])!.options,
    filesAt: () => [],
    whyFrozen: (fileName) => (fileName === FOLDER + String(frozen) ? 'It is frozen.' : undefined),
  })
}

function unitOf(
  id: string,
  replacements: readonly Replacement[],
  files: GivenMigration['files'],
  applicability: 'safe' | 'unsafe' | 'display-only',
): MigrationUnit {
  const edits = replacements.map(([file, find, replace]): Edit => {
    const at = files[file]?.indexOf(find) ?? -1
    if (at < 0) throw new Error(`${file} does not contain ${find}`)
    return { fileName: FOLDER + file, at, remove: find.length, insert: replace }
  })
  const [first] = edits
  return {
    id,
    sites: first ? [{ fileName: first.fileName, at: first.at }] : [],
    rewrites: [{ title: id, applicability, edits, assumptions: [] }],
    warnings: [],
  }
}
