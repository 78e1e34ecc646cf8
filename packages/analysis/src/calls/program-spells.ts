import { oncePerContext } from '../types/once-per-context.ts'

/** Answers whether a word stands in some file of the program. */
export const programSpells = oncePerContext(({ sources }) => {
  const known = new Map<string, boolean>()
  return (word: string): boolean => {
    const found = known.get(word) ?? sources.fileNames().some((file) => sources.textOf(file).includes(word))
    known.set(word, found)
    return found
  }
})
