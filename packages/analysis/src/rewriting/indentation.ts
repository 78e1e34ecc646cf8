/** The white space that the line of an offset begins with, up to the offset. */
export function indentationAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}

/** One level of a file's own indentation: a tab, or as many spaces as its lines most often step in by. */
export function indentationStep(text: string): string {
  if (/^\t/m.test(text)) return '\t'
  const widths = [...text.matchAll(/^( *)[^\s*]/gm)].map(([, spaces = '']) => spaces.length)
  const counts = new Map<number, number>()
  for (const [index, width] of widths.entries()) {
    const step = width - (widths[index - 1] ?? 0)
    if (step > 1) counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  const [mostOften] = [...counts].sort(([, a], [, b]) => b - a)
  return ' '.repeat(mostOften?.[0] ?? 2)
}

/** How the lines of a file end. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
