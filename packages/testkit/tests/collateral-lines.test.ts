import { expect, test } from 'vitest'
import { collateralLines } from '../src/collateral-lines.ts'

test.each([
  ['nothing changed', 'a\n', 'a\n', 0],
  ['a token came', 'return get(1)\n', 'return await get(1)\n', 0],
  ['the quotes changed', 'f("a")\n', "f('a')\n", 1],
  ['a semicolon came', 'f()\n', 'f();\n', 1],
  ['the line end changed', 'f()\r\n', 'f()\n', 1],
  ['the last line end came', 'f()', 'f()\n', 1],
  ['it is indented anew', 'f()\n', '  f()\n', 1],
  ['a blank line came', 'a\nb\n', 'a\n\nb\n', 1],
  ['a call was broken into lines', 'f(a, b)\n', 'f(\n  a,\n  b,\n)\n', 4],
  ['beside a change the quotes changed', 'f("a")\nget(1)\n', "f('a')\nawait get(1)\n", 1],
  ['a block was put around it', 'f()\n', 'for (const a of b) {\n  f()\n}\n', 0],
])('where %s', (_title, before, after, count) => {
  expect(collateralLines(before, after)).toHaveLength(count)
})
