import { expect, test } from 'vitest'
import { indentationStep, lineBreakOf } from '../src/rewriting/indentation.ts'

test.each([
  ['two spaces', 'f(() => {\n  a\n  b\n})\n', '  '],
  ['four spaces, and a comment block', '/**\n * a\n */\nf(() => {\n    a(\n        b,\n    )\n})\n', '    '],
  ['tabs', 'f(() => {\n\ta\n})\n', '\t'],
  ['nothing to go by', 'a\nb\n', '  '],
])('a step of indentation: %s', (_, text, step) => {
  expect(indentationStep(text)).toBe(step)
})

test.each([
  ['a\r\nb\r\n', '\r\n'],
  ['a\nb\n', '\n'],
])('the line break of %j', (text, lineBreak) => {
  expect(lineBreakOf(text)).toBe(lineBreak)
})
