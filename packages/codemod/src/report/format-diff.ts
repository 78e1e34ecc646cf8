import { createTwoFilesPatch } from 'diff'
import { pathFrom } from './locate.ts'

/** A unified diff of all files, as `git apply` takes it from the same folder. */
export function formatDiff(
  files: ReadonlyMap<string, string>,
  folder: string,
  originalText: (fileName: string) => string,
): string {
  const patches = [...files].map(([fileName, text]) => {
    const path = pathFrom(folder, fileName)
    return createTwoFilesPatch(`a/${path}`, `b/${path}`, originalText(fileName), text, undefined, undefined, {
      context: 3,
      headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
    })
  })
  return patches.join('')
}
