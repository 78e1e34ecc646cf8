import { expect, test } from 'vitest'
import { applyEdits, OverlappingEdits } from '../src/rewriting/apply-edits.ts'
import { insertion, replacement, surrounding, type Edit } from '../src/rewriting/rewrite.ts'

const unit = { fileName: 'file.ts' }
const around = (start: number, end: number, open: string, close: string) => surrounding(unit, [start, end], open, close)
const replace = (start: number, end: number, insert: string) => replacement(unit, [start, end], insert)

/** Text, edits, and what comes out whatever order the edits are given in. */
const CASES: Record<string, { text: string; edits: Edit[]; output: string }> = {
  'ranges that begin together open the outer one first': {
    text: 'f()()',
    edits: [...around(0, 3, '(await ', ')'), ...around(0, 5, 'await ', '')],
    output: 'await (await f())()',
  },
  'ranges that end together close the inner one first': {
    text: 'g(f())',
    edits: [...around(0, 6, '[', ']'), ...around(2, 6, '<', '>')],
    output: '[g(<f())>]',
  },
  'what ends closes before what begins opens': {
    text: 'ab',
    edits: [...around(1, 2, '<', '>'), ...around(0, 1, '[', ']')],
    output: '[a]<b>',
  },
  'a replacement stands inside what opens at its start': {
    text: 'get()',
    edits: [replace(0, 3, 'aget'), ...around(0, 5, '(await ', ')')],
    output: '(await aget())',
  },
  'a replacement stands behind what closes at its start': {
    text: 'a.map(b)',
    edits: [replace(1, 6, ') push('), ...around(0, 1, '(await ', ')')],
    output: '(await a)) push(b)',
  },
  'replacements that touch do not overlap': {
    text: 'abcd',
    edits: [replace(0, 2, '1'), replace(2, 4, '2')],
    output: '12',
  },
  'line breaks and a byte order mark stay': {
    text: '\uFEFFa()\r\n\tb()\r\n',
    edits: [insertion(unit, 1, 'await ')],
    output: '\uFEFFawait a()\r\n\tb()\r\n',
  },
}

test.each(Object.entries(CASES))('%s', (_, { text, edits, output }) => {
  expect(applyEdits(text, edits)).toBe(output)
  expect(applyEdits(text, [...edits].reverse())).toBe(output)
})

test('edits that remove the same text are refused, and both are named', () => {
  const edits = [replace(0, 3, 'one'), replace(2, 4, 'two')]
  expect(() => applyEdits('abcd', edits)).toThrow(OverlappingEdits)
  expect(() => applyEdits('abcd', edits)).toThrow(/file\.ts: 0–3 to 'one', and 2–4 to 'two'/)
})

test('an edit inside removed text is refused', () => {
  expect(() => applyEdits('abcd', [replace(0, 3, ''), insertion(unit, 1, 'x')])).toThrow(OverlappingEdits)
})
