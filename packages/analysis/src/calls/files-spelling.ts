import type { AnalysisContext } from '../types/analysis-context.ts'
import { oncePerContext } from '../types/once-per-context.ts'

/**
 * The files in whose text a name stands, found without a tree. A default export is imported under any name, so that
 * every file with such an import counts as spelling `default`.
 */
export function filesSpelling(context: AnalysisContext, name: string): readonly string[] {
  const { sources } = context
  const word = name.replace(/^#/, '')
  if (/^[\p{ID_Continue}$]+$/u.test(word)) return filesByWord(context).get(word) ?? []
  return sources.fileNames().filter((fileName) => sources.textOf(fileName).includes(word))
}

const filesByWord = oncePerContext(({ sources }): ReadonlyMap<string, readonly string[]> => {
  const byWord = new Map<string, string[]>()
  for (const fileName of sources.fileNames()) {
    const text = sources.textOf(fileName)
    const words = new Set(text.match(WORD))
    if (DEFAULT_IMPORT.test(text)) words.add('default')
    for (const word of words) {
      const files = byWord.get(word)
      if (files) files.push(fileName)
      else byWord.set(word, [fileName])
    }
  }
  return byWord
})

const WORD = /[\p{ID_Continue}$]+/gu
const DEFAULT_IMPORT = /\bimport\s+(?:type\s+)?[\p{ID_Start}$_]/u
