import { codemodMarkers, type CodemodMarker } from '../syntax/codemod-markers.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { startOfLine } from './markable-line.ts'

/** The markers of a file that have a line of their own. */
export interface MarkerLines {
  readonly all: readonly CodemodMarker[]
  /** Those that stand right above the line which begins at an offset, and where one more is to stand. */
  readonly above: (line: number) => { readonly markers: readonly CodemodMarker[]; readonly top: number }
}

export function markerLines({ ast, text }: SourceUnit): MarkerLines {
  const isAlone = ({ type, range: [start, end] }: { type: string; range: readonly [number, number] }) =>
    type === 'Line' &&
    /^[ \t]*$/.test(text.slice(startOfLine(text, start), start)) &&
    /^\r?$|^\r?\n/.test(text.slice(end))
  const all = codemodMarkers(ast).filter(({ comment }) => isAlone(comment))
  const markers = new Map(all.map((marker) => [startOfLine(text, marker.comment.range[0]), marker]))
  const directives = new Set(
    (ast.comments ?? [])
      .filter((comment) => DIRECTIVE.test(comment.value) && isAlone(comment))
      .map(({ range }) => startOfLine(text, range[0])),
  )
  return {
    all,
    above: (line) => {
      const found: CodemodMarker[] = []
      let top = line
      for (let at = line; at > 0;) {
        at = startOfLine(text, at - 1)
        const marker = markers.get(at)
        if (marker) found.unshift(marker)
        else if (!directives.has(at)) break
        else if (found.length === 0) top = at
      }
      return { markers: found, top }
    },
  }
}

/** What speaks to a tool of the line below it: nothing may come between. */
const DIRECTIVE = /^\s*(?:@ts-|eslint-|prettier-|biome-|deno-|oxlint-|dprint-|istanbul |c8 |v8 )/
