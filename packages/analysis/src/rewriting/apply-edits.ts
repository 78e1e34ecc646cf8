import type { Edit } from './rewrite.ts'

/**
 * The text with all edits in it. Their order in the list does not matter: at one offset, what ends there is closed before
 * anything opens, inner ranges before outer ones; then outer ranges open before inner ones.
 *
 * @throws OverlappingEdits if two edits remove the same text
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  let last: Edit | undefined
  for (const edit of inOrder(edits)) {
    if (last && edit.at < at) throw new OverlappingEdits(last, edit)
    result += text.slice(at, edit.at) + edit.insert
    at = edit.at + edit.remove
    last = edit
  }
  return result + text.slice(at)
}

/** Edits as they follow each other in the text. */
export function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort(compareEdits)
}

export class OverlappingEdits extends Error {
  override readonly name = 'OverlappingEdits'
  readonly second: Edit

  constructor(first: Edit, second: Edit) {
    super(`Two edits change the same text of ${first.fileName}: ${describe(first)}, and ${describe(second)}.`)
    this.second = second
  }
}

function describe({ at, remove, insert }: Edit): string {
  return `${at}–${at + remove} to '${insert}'`
}

function compareEdits(a: Edit, b: Edit): number {
  if (a.at !== b.at) return a.at - b.at
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  const [startA, endA] = rangeOf(a)
  const [startB, endB] = rangeOf(b)
  return rank(a) === CLOSES ? startB - startA : endB - endA
}

const CLOSES = 0
const OPENS = 1
const REPLACES = 2

/** A replacement comes last: what opens or closes at its start does so before the text that it puts in. */
function rank(edit: Edit): number {
  if (edit.remove > 0) return REPLACES
  const [start, end] = rangeOf(edit)
  return end === edit.at && start < edit.at ? CLOSES : OPENS
}

function rangeOf({ at, around }: Edit): readonly [number, number] {
  return around ?? [at, at]
}
