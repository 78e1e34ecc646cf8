import { dirname } from 'node:path'
import ts from 'typescript'
import type { Project } from './project.ts'

export interface ProjectProgram {
  readonly project: Project
  readonly program: ts.Program
  /** What was parsed, by file name. The program's own files can differ: one of two copies of a package redirects. */
  readonly trees?: ReadonlyMap<string, ts.SourceFile>
}

/** Makes a program; files whose text is the same as in `previous` keep their trees, and nothing is read or parsed twice. */
export function createProgram(project: Project, previous?: ProjectProgram): ProjectProgram {
  const { rootNames, options, texts } = project
  const disk = ts.createCompilerHost(options)
  const folders = foldersOf(texts.keys())
  const parsing = ts.createCompilerHost(options)
  parsing.readFile = (fileName) => texts.get(fileName) ?? disk.readFile(fileName)
  const trees = new Map<string, ts.SourceFile>()
  const host: ts.CompilerHost = {
    ...parsing,
    fileExists: (fileName) => texts.has(fileName) || disk.fileExists(fileName),
    directoryExists: (folder) => folders.has(folder) || (disk.directoryExists?.(folder) ?? false),
    getSourceFile: (fileName, ...rest) => {
      const isSame = previous && previous.project.texts.get(fileName) === texts.get(fileName)
      const tree = (isSame && previous.trees?.get(fileName)) || parsing.getSourceFile(fileName, ...rest)
      if (tree) trees.set(fileName, tree)
      return tree
    },
  }
  const program = ts.createProgram({ rootNames, options, host, ...(previous && { oldProgram: previous.program }) })
  return { project, program, trees }
}

function foldersOf(fileNames: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const fileName of fileNames)
    for (let at = dirname(fileName); !folders.has(at) && at !== dirname(at); at = dirname(at)) folders.add(at)
  return folders
}
