import type { AnalysisContext, Rewrite, SymbolHandle, UnreadFile } from 'orm-analysis'
import type { Options } from '../options.ts'

/**
 * Facts in, rewrites out. A transform reads a program and never writes a file; the engine applies its units, proves the
 * result and drops the units that it can't prove.
 */
export interface Transform {
  /** The word on the command line. */
  readonly name: string
  /** What it does, for `--help`: one line, present tense. */
  readonly describe: string
  readonly run: (context: AnalysisContext, options: TransformOptions) => TransformResult
}

export interface TransformOptions {
  /** False for files where no migration may begin. Callers follow wherever they are. */
  readonly mayStartIn: (fileName: string) => boolean
  /** False for files that have no query in them and reach none through their imports. */
  readonly mayHaveQueries: (fileName: string) => boolean
  readonly options: Options
  /** Files that use the program's and can't be read as code. */
  readonly unread: readonly UnreadFile[]
  /** The program's files that a path among the options means, by absolute name; none where it names no file of it. */
  readonly filesAt: (path: string) => readonly string[]
  /** What keeps its signature, beside what the options name. */
  readonly kept?: readonly SymbolHandle[]
}

export interface TransformResult {
  /** What can be migrated. */
  readonly units: readonly MigrationUnit[]
  /** Where asynchrony could not go on; nothing that such a boundary holds back is among the units. */
  readonly boundaries: readonly AsyncBoundaryReport[]
  /** Places considered and left alone, each with its one named reason. */
  readonly stops: readonly StopReport[]
  /** What is to be said whichever of the units is applied. */
  readonly warnings?: readonly Warning[]
  /** Call sites of the kind that the transform looks for: `found` is the sum of the other two. */
  readonly sites: { readonly found: number; readonly migratable: number; readonly blocked: number }
}

/** Call sites and all that must follow them: applied whole or not at all. Edits of two units never overlap. */
export interface MigrationUnit {
  /** Stable between runs, unique in one result. */
  readonly id: string
  readonly sites: readonly Place[]
  readonly rewrites: readonly Rewrite[]
  readonly warnings: readonly Warning[]
}

/** A place in the text that the transform read. */
export interface Place {
  readonly fileName: string
  /** Offset in UTF-16 code units. */
  readonly at: number
}

export interface Warning extends Place {
  readonly message: string
}

export interface AsyncBoundaryReport extends Place {
  /** One of the named reasons: `constructor`, `accessor`, `sync-callback`, … */
  readonly reason: string
  /** From the query to the boundary. */
  readonly chain: readonly Step[]
  /** What to do by hand. */
  readonly alternative: string
  /** How many call sites it holds back. */
  readonly sites: number
}

export interface Step extends Place {
  /** The code that stands there, to the end of its first line. */
  readonly text: string
}

export interface StopReport extends Place {
  /** One of the named reasons: `data-dependence`, `write-conflict`, … */
  readonly reason: string
  /** The other half of the fact: what this place comes after. */
  readonly first: Place
  /** The fact in words. */
  readonly message: string
}
