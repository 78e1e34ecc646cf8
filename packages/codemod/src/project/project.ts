import type ts from 'typescript'

/**
 * What a program is made from; an immutable value. The output of a migration is the same project with other texts.
 *
 * The compiler's own host reads the files, because it alone tells each file's module format (`impliedNodeFormat`), and
 * without that the checker can't say where a top-level await or an import of an ES module is an error.
 */
export interface Project {
  readonly rootNames: readonly string[]
  readonly options: ts.CompilerOptions
  /** Texts that stand in for what is on disk, or for files that are not on disk at all, by absolute file name. */
  readonly texts: ReadonlyMap<string, string>
  /** True for JavaScript of whose values the checker knows little: what comes from a library is traced. */
  readonly isUntyped?: true
}

export function withTexts(project: Project, texts: ReadonlyMap<string, string>): Project {
  return texts.size === 0 ? project : { ...project, texts: new Map([...project.texts, ...texts]) }
}
