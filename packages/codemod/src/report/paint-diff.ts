import pico from 'picocolors'
import type { Surroundings } from '../surroundings.ts'

/** A unified diff as it is shown on one of the streams: in colour on a terminal, unless NO_COLOR is set. */
export function paintDiff(
  diff: string,
  stream: Surroundings['stdout'],
  { environment }: Pick<Surroundings, 'environment'>,
): string {
  const { NO_COLOR = '', TERM } = environment
  if (!stream.isTTY || NO_COLOR !== '' || TERM === 'dumb') return diff
  const { bold, cyan, green, red } = pico.createColors(true)
  const paint = (line: string): string => {
    if (/^(---|\+\+\+) /.test(line)) return bold(line)
    if (line.startsWith('@@')) return cyan(line)
    if (line.startsWith('+')) return green(line)
    return line.startsWith('-') ? red(line) : line
  }
  return diff.split('\n').map(paint).join('\n')
}
