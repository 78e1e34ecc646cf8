import type { Edit } from 'orm-analysis'

/**
 * Offsets of an output text in the original one. Inserted text stands for the place it was inserted at; at the border
 * of an edit, a node's start belongs to what follows and its end to what comes before.
 */
export interface PositionMap {
  readonly originalStart: (offset: number) => number
  readonly originalEnd: (offset: number) => number
}

export function positionMap(edits: readonly Edit[]): PositionMap {
  const steps: Step[] = []
  let grown = 0
  for (const edit of [...edits].sort((a, b) => a.at - b.at || a.remove - b.remove)) {
    const { at, remove, insert } = edit
    const inside = insideCopy(edit, at + grown)
    steps.push({ from: at + grown, to: at + grown + insert.length, original: at, originalEnd: at + remove, inside })
    grown += insert.length - remove
  }
  return {
    originalStart: (offset) => {
      const step = lastWhere(steps, ({ from }) => from <= offset)
      if (!step) return offset
      return offset < step.to
        ? (step.inside?.originalStart(offset) ?? step.original)
        : step.originalEnd + offset - step.to
    },
    originalEnd: (offset) => {
      const step = lastWhere(steps, ({ from }) => from < offset)
      if (!step) return offset
      return offset < step.to
        ? (step.inside?.originalEnd(offset) ?? step.original)
        : step.originalEnd + offset - step.to
    },
  }
}

/** A copy stands for what it was copied from, so that what was wrong there is not newly wrong in it. */
function insideCopy({ copy }: Edit, at: number): PositionMap | undefined {
  if (!copy) return undefined
  const { originalStart, originalEnd } = positionMap(copy.edits)
  const begin = at + copy.begins
  const shifted = (lead: (offset: number) => number) => (offset: number) =>
    Math.min(copy.to, lead(Math.max(0, offset - begin) + copy.from))
  return { originalStart: shifted(originalStart), originalEnd: shifted(originalEnd) }
}

interface Step {
  readonly from: number
  readonly to: number
  readonly original: number
  readonly originalEnd: number
  readonly inside: PositionMap | undefined
}

/** The last step that holds; they hold from the first one up to some point. */
function lastWhere(steps: readonly Step[], holds: (step: Step) => boolean): Step | undefined {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    const step = steps[middle]
    if (step && holds(step)) low = middle + 1
    else high = middle
  }
  return steps[low - 1]
}
