import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The major version of a package as a file would import it, or undefined where none is installed. */
export function installedMajor(packageName: string, fileName: string): number | undefined {
  for (let folder = dirname(fileName); ; folder = dirname(folder)) {
    const major = majorIn(join(folder, 'node_modules', packageName))
    if (major !== undefined || folder === dirname(folder)) return major
  }
}

const known = new Map<string, number | undefined>()

function majorIn(folder: string): number | undefined {
  if (!known.has(folder)) known.set(folder, readMajor(join(folder, 'package.json')))
  return known.get(folder)
}

function readMajor(file: string): number | undefined {
  try {
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string }
    const major = Number.parseInt(version ?? '', 10)
    return Number.isNaN(major) ? undefined : major
  } catch {
    return undefined
  }
}
