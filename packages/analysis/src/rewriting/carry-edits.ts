import { applyEdits } from './apply-edits.ts'
import type { Edit } from './rewrite.ts'
import type { LoopEdits } from './write-loop.ts'
import type { SourceUnit } from '../types/source-provider.ts'

/**
 * Edits of what a statement begins with move with it behind a loop. Of those at the very end, an edit that stands around
 * the loop's call belongs to the statement.
 *
 * @returns the edits that stay, and the one that puts the text in
 */
export function carryEdits(
  { fileName, text }: SourceUnit,
  { moved: [start, end], call, insertMoved }: LoopEdits,
  edits: readonly Edit[],
): { readonly kept: ReadonlySet<Edit>; readonly inserted: Edit } {
  const isMoved = (edit: Edit) => {
    if (edit.fileName !== fileName || edit.at < start || edit.at > end) return false
    const [, around] = edit.around ?? [edit.at, edit.at]
    if (edit.at === start && around === start && edit.remove === 0 && edit.around) return false
    return edit.at < end || (edit.remove === 0 && around >= call.range[1])
  }
  const moved = edits.filter(isMoved)
  const shifted = moved.map((edit) => ({
    ...edit,
    at: edit.at - start,
    ...(edit.around ? { around: [edit.around[0] - start, edit.around[1] - start] as const } : {}),
  }))
  return {
    kept: new Set(edits.filter((edit) => !moved.includes(edit))),
    inserted: insertMoved(applyEdits(text.slice(start, end), shifted)),
  }
}
