import { relative } from 'node:path'
import type { Place } from '../transforms/transform.ts'

/** A place as people and editors write it; line and column count from 1. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
}

export type Locate = (place: Place) => Location

/** Turns offsets in the original texts into locations, with paths relative to a folder. */
export function locator(folder: string, originalText: (fileName: string) => string): Locate {
  return ({ fileName, at }) => {
    const before = originalText(fileName).slice(0, at)
    const lineStart = before.lastIndexOf('\n') + 1
    return { file: pathFrom(folder, fileName), line: before.split('\n').length, column: at - lineStart + 1 }
  }
}

export function spellLocation({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`
}

export function pathFrom(folder: string, fileName: string): string {
  return relative(folder, fileName).replaceAll('\\', '/')
}
