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
    'other columns, once',
    `${CODE}\n//    ^^^^^^ a-rule`,
    [report(6, 14)],
    ['11: marked is a-rule at columns 6–12, and reported is a-rule at columns 6–14: It waits.'],
  ],
  [
    'another message, once',
    `${CODE} // <- a-rule: They`,
    [report(6, 14)],
    ['10: marked is a-rule: They, and reported is a-rule at columns 6–14: It waits.'],
  ],
  [
    'another name, once',
    `${CODE} // <- stop guard`,
    [report(6, 14, 'stop')],
    ['10: marked is stop guard, and reported is stop a-rule at columns 6–14: It waits.'],
  ],
  [
    'the report that no other marker names',
    `${CODE}\n// ^ a-rule\n//    ^^^^^^^^ a-rule`,
    [report(6, 14), report(0, 5)],
    ['11: marked is a-rule at columns 3–4, and reported is a-rule at columns 0–5: It waits.'],
  ],
  ['a marker without a report', `${CODE} // <- a-rule`, [], ['10: marked and not reported: a-rule']],
  [
    'a second marker for one report',
    `${CODE}\n//    ^^^^^^^^ a-rule\n//    ^^^^^^^^ a-rule`,
    [report(6, 14)],
    ['12: marked and not reported: a-rule at columns 6–14'],
  ],
  [
    'a boundary that is not marked',
    CODE,
    [report(6, 14, 'boundary')],
    ['10: reported and not marked: boundary a-rule at columns 6–14: It waits.'],
  ],
  ['nothing, where a known miss is still missed', `${CODE}\n// todo: a-rule: hard`, [], []],
  [
    'a known miss that is fixed',
    `${CODE}\n// todo: a-rule: hard`,
    [report(6, 14)],
    ['11: the known miss of a-rule is fixed; make it the marker a-rule at columns 6–14: It waits.'],
  ],
])('finds %s', (_, lines, reports, problems) => {
  const code = readMarkedCode(lines.split('\n'), 'page.md', 10)
  expect(compareMarkers(code, reports, ['rule', 'boundary', 'stop'])).toEqual(problems)
})

test('leaves markers alone whose kind was not looked for', () => {
  const code = readMarkedCode([`${CODE} // <- stop guard`], 'page.md', 10)
  expect(compareMarkers(code, [], ['rule'])).toEqual([])
})

test('says of a report that is missing what a transform said of its line', () => {
  const code = readMarkedCode([`${CODE} // <- a-rule`], 'page.md', 10)
  const { end: _, ...stop } = { ...report(6, 14, 'stop'), name: 'guard' }
  expect(compareMarkers(code, [stop], ['rule'])).toEqual([
    '10: marked and not reported: a-rule; the line has stop guard at column 6: It waits.',
  ])
})

function report(start: number, end: number, kind: Marker['kind'] = 'rule'): Report {
  return { kind, name: 'a-rule', line: 1, column: start, end: { line: 1, column: end }, message: 'It waits.' }
}
