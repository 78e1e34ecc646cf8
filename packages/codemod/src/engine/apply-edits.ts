import type { Edit } from 'orm-analysis'

export function applyEdits(text: string, edits: readonly Edit[]): string {
  let output = ''
  let done = 0
  for (const { at, remove, insert } of [...edits].sort((a, b) => a.at - b.at)) {
    output += text.slice(done, at) + insert
    done = Math.max(done, at + remove)
  }
  return output + text.slice(done)
}
