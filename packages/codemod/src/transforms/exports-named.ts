import { exportedSymbols, type AnalysisContext, type SymbolHandle } from 'orm-analysis'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'

/**
 * What `file#export`, `file#Class.method` or, over all files, `export` stands for.
 *
 * @throws CodemodError where nothing has that name; it lists what there is
 */
export function exportsNamed(
  context: AnalysisContext,
  filesAt: (path: string) => readonly string[],
  option: '--entry' | '--keep',
  named: string,
): readonly SymbolHandle[] {
  const [path, name] = split(named)
  if (path === undefined && option === '--entry')
    throw usage(`--entry ${named} names no file. It is written as file#export, such as --entry src/${name}.ts#${name}.`)
  const files = path === undefined ? context.sources.fileNames() : filesAt(path)
  if (files.length === 0)
    throw usage(`${option} ${named}: ${path} is no file of the project. A path is relative to the current folder.`)
  const exported = files.map((file) => exportedSymbols(context, file))
  const found = exported.flatMap((names) => names.get(name) ?? [])
  if (found.length > 0) return [...new Set(found)]
  if (path === undefined) throw usage(`${option} ${named}: no file of the project exports ${name}.`)
  const names = exported.flatMap((all) => [...all.keys()])
  throw usage(
    names.length === 0
      ? `${option} ${named}: ${path} exports nothing.`
      : `${option} ${named}: ${path} exports no ${name}. It exports ${names.join(', ')}.`,
  )
}

function split(named: string): readonly [path: string | undefined, name: string] {
  const at = named.lastIndexOf('#')
  return at < 0 ? [undefined, named] : [named.slice(0, at), named.slice(at + 1)]
}

function usage(message: string): CodemodError {
  return new CodemodError(EXIT_CODES.usage, message)
}
