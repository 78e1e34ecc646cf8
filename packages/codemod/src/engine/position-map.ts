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
  for (const { at, remove, insert } of [...edits].sort((a, b) => a.at - b.at || a.remove - b.remove)) {
    steps.push({ from: at + grown, to: at + grown + insert.length, original: at, originalEnd: at + remove })
    grown += insert.length - remove
  }
  return {
    originalStart: (offset) => {
      const step = lastWhere(steps, ({ from }) => from <= offset)
      if (!step) return offset
      return offset < step.to ? step.original : step.originalEnd + offset - step.to
    },
    originalEnd: (offset) => {
      const step = lastWhere(steps, ({ from }) => from < offset)
      if (!step) return offset
      return offset < step.to ? step.original : step.originalEnd + offset - step.to
    },
  }
}

interface Step {
  readonly from: number
  readonly to: number
  readonly original: number
  readonly originalEnd: number
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
