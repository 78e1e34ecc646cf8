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
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const indentation = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? ''
  const step = block === 'same' ? '' : indentation.includes('\t') ? '\t' : '  '
  const outerLine = `${lineBreak}${indentation}`
  return { line: `${outerLine}${step}`, outerLine, semicolon: endsWithSemicolon(text, end) ? ';' : '' }
}

function endsWithSemicolon(text: string, end: number): boolean {
  return text[end - 1] === ';' || /^\s*;/.test(text.slice(end))
}
