import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The files of a project, as they are now. */
export interface SourceFiles {
  /** Undefined for what is not there or can't be read. */
  readonly read: (fileName: string) => string | undefined
  /** Source files of the project, without those of packages and of hidden folders. */
  readonly list: () => readonly string[]
}

/** The files of a folder on disk. What was read is read again once its time of change or size is another. */
export function filesOnDisk(folder: string): SourceFiles {
  return { read: readCached, list: () => listSources(folder) }
}

const textsByName = new Map<string, { readonly version: string; readonly text: string }>()

function readCached(fileName: string): string | undefined {
  try {
    const { mtimeMs, size } = statSync(fileName)
    const version = `${mtimeMs} ${size}`
    const known = textsByName.get(fileName)
    if (known?.version === version) return known.text
    // ESLint shows a file without its byte order mark.
    const text = readFileSync(fileName, 'utf8').replace(/^\uFEFF/, '')
    textsByName.set(fileName, { version, text })
    return text
  } catch {
    return undefined
  }
}

function listSources(root: string): string[] {
  const found: string[] = []
  const folders = [root]
  for (const folder of folders) {
    if (found.length > MANY) break
    for (const entry of entriesOf(folder)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      if (entry.isDirectory()) folders.push(join(folder, entry.name))
      else if (SOURCE.test(entry.name)) found.push(join(folder, entry.name))
    }
  }
  return found.sort()
}

/** More files than anybody lints at once: the folder is no project's. */
const MANY = 20_000

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

const ENDINGS = ['', ...['js', 'mjs', 'cjs', 'jsx', 'ts', 'tsx', 'mts', 'cts'].map((ending) => `.${ending}`)]

/** The file that a relative specifier, or one from the project's root (`/imports/…`), may mean; each name in turn. */
export function candidatesOf(specifier: string, importer: string, root: string): readonly string[] {
  const path = specifier.startsWith('/') ? join(root, specifier) : resolve(dirname(importer), specifier)
  const asWritten = ENDINGS.filter((ending) => ending !== '' || SOURCE.test(path)).map((ending) => `${path}${ending}`)
  const compiled = /\.[cm]?jsx?$/.test(path) ? [path.replace(/js(x?)$/, 'ts$1'), path.replace(/js$/, 'tsx')] : []
  return [...asWritten, ...compiled, ...ENDINGS.slice(1).map((ending) => join(path, `index${ending}`))]
}
