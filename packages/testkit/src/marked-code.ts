import { FixtureError, type Place } from './fixture-error.ts'

/** The code of one block without its markers, and what they say. */
export interface MarkedCode {
  readonly text: string
  readonly markers: readonly Marker[]
  /** The line of the page that each line of the code stands on. */
  readonly pageLines: readonly number[]
}

/** One thing that has to be reported, or a known miss. */
export interface Marker {
  /**
   * `rule`: lint reports it. `boundary`: `async` stops there. `stop`: `parallel` leaves the await where it is. `warning`:
   * a transform goes on, and says what may change.
   */
  readonly kind: 'rule' | 'boundary' | 'stop' | 'warning'
  /** The rule's name, or the reason's; a warning has none but its kind. */
  readonly name: string
  /** False for a known miss, which must not be reported. */
  readonly reported: boolean
  /** The line of the code without markers; the first is 1. */
  readonly line: number
  /** The columns that carets mark, from 0; absent for the trailing form. */
  readonly columns?: { readonly start: number; readonly end: number }
  /** How the message begins; of a known miss, why it is missed. */
  readonly message?: string
  /** The line of the fixture page. */
  readonly pageLine: number
}

/** Takes the markers out of the lines of a block that begins on `firstLine` of the page `file`. */
export function readMarkedCode(lines: readonly string[], file: string, firstLine: number): MarkedCode {
  const code: string[] = []
  const markers: Marker[] = []
  const pageLines: number[] = []
  lines.forEach((text, index) => {
    const place = { file, line: firstLine + index }
    const target = (words: string) => ({ ...readTarget(words, place), pageLine: place.line })
    const carets = CARETS.exec(text)
    const alone = KNOWN_MISS.exec(text)
    const trailing = TRAILING.exec(text)
    if ((carets ?? alone) && code.length === 0)
      throw new FixtureError(place, 'a marker stands above all code; put it below the line that it marks.')
    if (carets) {
      const start = text.indexOf('^')
      const columns = { start, end: start + carets[1]!.length }
      markers.push({ ...target(carets[2]!), line: code.length, columns })
    } else if (alone) {
      markers.push({ ...target(alone[1]!), line: code.length })
    } else if (trailing) {
      code.push(trailing[1]!)
      pageLines.push(place.line)
      markers.push({ ...target(trailing[2]!), line: code.length })
    } else {
      code.push(text)
      pageLines.push(place.line)
    }
  })
  return { text: code.join('\n') + '\n', markers, pageLines }
}

const CARETS = /^\s*\/\/\s*(\^+)(.*)$/
const KNOWN_MISS = /^\s*\/\/ (todo: .*)$/
const TRAILING = /^(.*\S)\s*\/\/ (?:<- (.*))$/
const TARGET = /^(todo: )?(?:(boundary|stop) )?([a-z][a-z-]*)(?:: (.+))?$/

function readTarget(words: string, place: Place) {
  const match = TARGET.exec(words.trim())
  if (!match)
    throw new FixtureError(
      place,
      `\`${words.trim()}\` is no marker; write \`rule-name\`, \`boundary reason\`, \`stop reason\` or \`warning\`, ` +
        'with `todo: ` before it for a known miss and `: message` behind it.',
    )
  const [, miss, kind, name, message] = match
  if (miss && !message)
    throw new FixtureError(place, `the known miss of \`${name}\` gives no reason; write \`todo: ${name}: why\`.`)
  return {
    kind: (kind ?? (name === 'warning' ? 'warning' : 'rule')) as Marker['kind'],
    name: name!,
    reported: !miss,
    ...(message === undefined ? {} : { message }),
  }
}
