import type { TSESTree } from '@typescript-eslint/types'
import type { AsyncBoundary } from '../passes/propagation/async-facts.ts'
import type { CodemodMarker } from '../syntax/codemod-markers.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { lineBreakOf } from './indentation.ts'
import { markableLine, startOfLine } from './markable-line.ts'
import { markerLines } from './marker-lines.ts'
import { replacement, type Edit, type Rewrite } from './rewrite.ts'

export interface MarkerRequest {
  /** Those of the file. */
  readonly boundaries: readonly AsyncBoundary[]
  /** Edits that are to be made besides: no marker is left in text that goes. */
  readonly edits: readonly Edit[]
  /** The reasons whose markers go where no boundary is left; none unless the whole program was searched. */
  readonly stale: ReadonlySet<string>
}

/**
 * A comment above each statement of a file that holds a boundary, unless one with the same reason stands there; markers
 * that have outlived their boundary go. One rewrite for each statement, and for each marker that goes.
 */
export function leaveMarkers(unit: SourceUnit, { boundaries, edits, stale }: MarkerRequest): Rewrite[] {
  const going = edits.filter((edit) => edit.fileName === unit.fileName && edit.remove > 0)
  const { rewrites, met } = markersOf(unit, boundaries, going)
  const outlived = markerLines(unit)
    .all.filter(({ comment, text }) => !met.has(comment) && stale.has(reasonIn(text)))
    .map((marker) => lineOf(unit, marker))
    .filter(([start, end]) => !going.some(({ at, remove }) => at < end && at + remove > start))
  return [
    ...rewrites,
    ...outlived.map((range) => rewrite('Remove a marker that has outlived its boundary', replacement(unit, range, ''))),
  ]
}

interface Marked {
  readonly rewrites: readonly Rewrite[]
  /** Markers of an earlier run whose boundary is still there. */
  readonly met: ReadonlySet<TSESTree.Comment>
}

function markersOf(unit: SourceUnit, boundaries: readonly AsyncBoundary[], going: readonly Edit[]): Marked {
  const lines = markerLines(unit)
  const met = new Set<TSESTree.Comment>()
  const rewrites: Rewrite[] = []
  for (const [line, wanted] of boundariesByLine(unit, boundaries, going)) {
    const { markers, top } = lines.above(line)
    const missing = new Map<string, AsyncBoundary>()
    for (const boundary of wanted) {
      const words = wordsOf(boundary)
      const known = markers.find(({ text, comment }) => reasonIn(text) === boundary.reason && !met.has(comment))
      if (known) met.add(known.comment)
      else missing.set(words, boundary)
    }
    if (missing.size > 0) rewrites.push(rewrite('Leave a marker', above(unit, line, top, [...missing.keys()])))
  }
  return { rewrites, met }
}

/** What is to be said above each line, once, in the order of the text. */
function boundariesByLine(unit: SourceUnit, boundaries: readonly AsyncBoundary[], going: readonly Edit[]) {
  const byLine = new Map<number, AsyncBoundary[]>()
  for (const boundary of [...boundaries].sort((a, b) => a.at - b.at)) {
    const line = markableLine(unit, boundary.at, going)
    if (line === undefined) continue
    const known = byLine.get(line) ?? []
    if (!known.some((other) => wordsOf(other) === wordsOf(boundary))) byLine.set(line, [...known, boundary])
  }
  return byLine
}

function wordsOf({ reason, alternative }: AsyncBoundary): string {
  return `${reason}: ${alternative.replace(/\s+/g, ' ')}`
}

/** It comes before whatever else is put in where the line begins. */
function above({ fileName, text }: SourceUnit, line: number, top: number, words: readonly string[]): Edit {
  const indentation = /^[ \t]*/.exec(text.slice(line))?.[0] ?? ''
  const lineBreak = lineBreakOf(text)
  const insert = words.map((said) => `${indentation}// orm-codemod: ${said}${lineBreak}`).join('')
  return { fileName, at: top, remove: 0, insert, around: [top, text.length + 1] }
}

/** With the line break behind it. */
function lineOf({ text }: SourceUnit, { comment }: CodemodMarker): readonly [start: number, end: number] {
  const next = text.indexOf('\n', comment.range[1])
  return [startOfLine(text, comment.range[0]), next < 0 ? text.length : next + 1]
}

function reasonIn(text: string): string {
  return /^[a-z-]*(?=:|$)/.exec(text)?.[0] ?? ''
}

function rewrite(title: string, edit: Edit): Rewrite {
  return { title, applicability: 'safe', edits: [edit], assumptions: [] }
}
