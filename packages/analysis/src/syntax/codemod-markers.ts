import type { TSESTree } from '@typescript-eslint/types'

/** A comment by which the codemod says that something is left to do: `// orm-codemod: …`. */
export interface CodemodMarker {
  readonly comment: TSESTree.Comment
  /** What it says. */
  readonly text: string
}

/** The markers of a file, in order. A comment that only mentions the word is none. */
export function codemodMarkers({ comments = [] }: Pick<TSESTree.Program, 'comments'>): CodemodMarker[] {
  return comments.flatMap((comment) => {
    const text = /^[\s*]*orm-codemod:\s*([^]*?)[\s*]*$/.exec(comment.value)?.[1]
    return text === undefined ? [] : [{ comment, text: text.replace(/\s*\n[\s*]*/g, ' ') }]
  })
}
