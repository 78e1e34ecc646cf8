import { indentationAt, indentationStep, lineBreakOf } from './indentation.ts'
import type { SourceUnit } from '../types/source-provider.ts'

/** How new statements are laid out: as the file's own are. */
export interface Layout {
  /** A line break and the indentation of the new statements. */
  readonly line: string
  /** The same for what stands around them. */
  readonly outerLine: string
  /** `;` or nothing. */
  readonly semicolon: string
}

/** For statements in the place of code that begins at an offset, or in a block of their own there. */
export function layoutAt({ text }: SourceUnit, start: number, end: number, block: 'same' | 'inner'): Layout {
  const step = block === 'same' ? '' : indentationStep(text)
  const outerLine = `${lineBreakOf(text)}${indentationAt(text, start)}`
  return { line: `${outerLine}${step}`, outerLine, semicolon: endsWithSemicolon(text, end) ? ';' : '' }
}

function endsWithSemicolon(text: string, end: number): boolean {
  return text[end - 1] === ';' || /^\s*;/.test(text.slice(end))
}
