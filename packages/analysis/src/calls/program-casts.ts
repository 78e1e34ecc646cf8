import { oncePerContext } from '../types/once-per-context.ts'

/** Answers whether a file of the program, other than a test, says that something is of a type: `as PrismaService`. */
export const programCasts = oncePerContext(({ sources }) => {
  const known = new Map<string, boolean>()
  return (type: string): boolean => {
    const cast = new RegExp(`\\bas\\s+${type}\\b`)
    const found =
      known.get(type) ??
      sources.fileNames().some((file) => !/\.(?:test|spec)\.\w+$/.test(file) && cast.test(sources.textOf(file)))
    known.set(type, found)
    return found
  }
})
