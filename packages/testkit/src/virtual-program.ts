import { dirname } from 'node:path'
import ts from 'typescript'
import { worldOptions } from './world-options.ts'

/**
 * Makes a program of files in memory, which may import each other and whatever is on disk beside them. Every file is a
 * module, so that cases can't see each other. Source files are shared between programs where their text is the same.
 */
export function virtualProgram(files: ReadonlyMap<string, string>, folder: string): ts.Program {
  const folders = new Set([...files.keys()].map((file) => dirname(file)))
  const host = ts.createCompilerHost(worldOptions)
  host.getCurrentDirectory = () => folder
  host.readFile = (file) => files.get(file) ?? ts.sys.readFile(file)
  host.fileExists = (file) => files.has(file) || ts.sys.fileExists(file)
  host.directoryExists = (path) => folders.has(path) || ts.sys.directoryExists(path)
  host.getSourceFile = (file, options) => {
    const text = host.readFile(file)
    return text === undefined ? undefined : sourceFile(file, text, options)
  }
  return ts.createProgram([...files.keys()], worldOptions, host)
}

const sourceFiles = new Map<string, ts.SourceFile>()

function sourceFile(file: string, text: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions) {
  const known = sourceFiles.get(file)
  if (known?.text === text) return known
  const made = ts.createSourceFile(file, text, options, true)
  sourceFiles.set(file, made)
  return made
}

/** What the compiler says of one file of a program; lines from 1. */
export function diagnosticsOf(program: ts.Program, fileName: string): { line: number; message: string }[] {
  const file = program.getSourceFile(fileName)
  if (!file) throw new Error(`${fileName} is not part of the program.`)
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ start = 0, messageText }) => ({
      line: file.getLineAndCharacterOfPosition(start).line + 1,
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }),
  )
}
