import { expect, test } from 'vitest'
import { compareMarkers } from '../src/compare-markers.ts'
import { readMarkedCode, type Marker } from '../src/marked-code.ts'
import type { Report } from '../src/report.ts'

const CODE = 'first(second())'

test.each<[name: string, lines: string, reports: Report[], problems: string[]]>([
  ['nothing, where nothing is marked and nothing reported', CODE, [], []],
  ['nothing, where the carets stand below the place', `${CODE}\n//    ^^^^^^^^ a-rule`, [report(6, 14)], []],
  ['nothing, where the message begins as marked', `${CODE} // <- a-rule: It w`, [report(6, 14)], []],
  ['nothing, where only the line is marked', `${CODE} // <- a-rule`, [report(6, 14)], []],
  [
    'nothing, where the place goes on below the marked line',
    `${CODE}\n//    ^^^^^^^^^ a-rule`,
    [{ ...report(6, 2), end: { line: 3, column: 2 } }],
    [],
  ],
  ['nothing, where an unmarked stop reason was found', CODE, [report(6, 14, 'stop')], []],
  [
    'other columns',
    `${CODE}\n//    ^^^^^^ a-rule`,
    [report(6, 14)],
    [
      '11: a-rule is marked and not reported, but a-rule (columns 6–14: It waits.)',
      '10: a-rule is reported and not marked: columns 6–14: It waits.',
    ],
  ],
  [
    'another message',
    `${CODE} // <- a-rule: They`,
    [report(6, 14)],
    [
      '10: a-rule is marked and not reported, but a-rule (columns 6–14: It waits.)',
      '10: a-rule is reported and not marked: columns 6–14: It waits.',
    ],
  ],
  ['a marker without a report', `${CODE} // <- a-rule`, [], ['10: a-rule is marked and not reported']],
  [
    'a second marker for one report',
    `${CODE}\n//    ^^^^^^^^ a-rule\n//    ^^^^^^^^ a-rule`,
    [report(6, 14)],
    ['12: a-rule is marked and not reported'],
  ],
  [
    'a boundary that is not marked',
    CODE,
    [report(6, 14, 'boundary')],
    ['10: boundary a-rule is reported and not marked: columns 6–14: It waits.'],
  ],
  ['nothing, where a known miss is still missed', `${CODE}\n// todo: a-rule: hard`, [], []],
  [
    'a known miss that is fixed',
    `${CODE}\n// todo: a-rule: hard`,
    [report(6, 14)],
    ['11: the known miss of a-rule is fixed; make it a marker: columns 6–14: It waits.'],
  ],
])('finds %s', (_, lines, reports, problems) => {
  const code = readMarkedCode(lines.split('\n'), 'page.md', 10)
  expect(compareMarkers(code, reports, ['rule', 'boundary', 'stop'])).toEqual(problems)
})

test('leaves markers alone whose kind was not looked for', () => {
  const code = readMarkedCode([`${CODE} // <- stop guard`], 'page.md', 10)
  expect(compareMarkers(code, [], ['rule'])).toEqual([])
})

function report(start: number, end: number, kind: Marker['kind'] = 'rule'): Report {
  return { kind, name: 'a-rule', line: 1, column: start, end: { line: 1, column: end }, message: 'It waits.' }
}
