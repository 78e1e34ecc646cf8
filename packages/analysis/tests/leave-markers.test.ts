import { expect, test } from 'vitest'
import type { AsyncBoundary } from '../src/passes/propagation/async-facts.ts'
import { applyEdits } from '../src/rewriting/apply-edits.ts'
import { leaveMarkers } from '../src/rewriting/leave-markers.ts'
import type { Edit } from '../src/rewriting/rewrite.ts'
import { analysed, FOLDER } from './analysed.ts'

interface Given {
  readonly edit?: (text: string) => Omit<Edit, 'fileName'>
  readonly isComplete?: boolean
}

/** Leaves a marker at each `find(…)` of a file, and makes the given edit too. */
function marked(text: string, { edit, isComplete = true }: Given = {}): string {
  const unit = analysed({ 'main.tsx': text }, []).unit('main.tsx')
  const fileName = `${FOLDER}main.tsx`
  const boundaries = [...text.matchAll(/find\((\w*)\)/g)].map(({ index: at, 1: reason }): AsyncBoundary => ({
    ...{ fileName, at, line: 0, column: 0, text: '', chain: [], sites: [] },
    reason: reason === 'getter' ? 'accessor' : 'render',
    alternative: 'Wait.',
  }))
  const stale = new Set(isComplete ? ['render', 'accessor'] : [])
  const edits = edit ? [{ fileName, ...edit(text) }] : []
  const own = leaveMarkers(unit, { boundaries, edits, stale }).flatMap((rewrite) => rewrite.edits)
  return applyEdits(text, [...edits, ...own])
}

const RENDER = '// orm-codemod: render: Wait.'

test.each([
  [
    'the statement around markup',
    'const a = (\n  <p>\n    {find()}\n  </p>\n)\n',
    `${RENDER}\nconst a = (\n  <p>\n    {find()}\n  </p>\n)\n`,
  ],
  [
    'a statement inside markup',
    'const a = <p>{() => {\n  find()\n}}</p>\n',
    `const a = <p>{() => {\n  ${RENDER}\n  find()\n}}</p>\n`,
  ],
  ['the first of several statements on a line', '\tfoo(); find()\n', `\t${RENDER}\n\tfoo(); find()\n`],
  ['a case of a switch', 'switch (1) {\n  case\n    find():\n}\n', `${RENDER}\nswitch (1) {\n  case\n    find():\n}\n`],
  [
    'a statement in a case',
    'switch (1) {\n  case 1:\n    find()\n}\n',
    `switch (1) {\n  case 1:\n    ${RENDER}\n    find()\n}\n`,
  ],
  ['the condition around a branch', 'if (a)\n  find()\n', `${RENDER}\nif (a)\n  find()\n`],
  ['lines that end as the file’s do', 'a()\r\nfind()\r\n', `a()\r\n${RENDER}\r\nfind()\r\n`],
  ['a decorated member', 'class A {\n  @b\n  c = find()\n}\n', `class A {\n  ${RENDER}\n  @b\n  c = find()\n}\n`],
  ['what a tool is told of', '// @ts-expect-error\nfind()\n', `${RENDER}\n// @ts-expect-error\nfind()\n`],
  ['the same reason once', 'find() + find()\n', `${RENDER}\nfind() + find()\n`],
  [
    'two reasons in order',
    'find() + find(getter)\n',
    `${RENDER}\n// orm-codemod: accessor: Wait.\nfind() + find(getter)\n`,
  ],
])('a marker stands above %s, once', (_, before, after) => {
  expect(marked(before)).toBe(after)
  expect(marked(after)).toBe(after)
})

test('where nothing begins a line, nothing is marked', () => {
  expect(marked('/* a */ find()\n')).toBe('/* a */ find()\n')
})

test('a missing reason joins the marker of another', () => {
  const joined = `${RENDER}\n// orm-codemod: accessor: Wait.\nfind() + find(getter)\n`
  expect(marked(`${RENDER}\nfind() + find(getter)\n`)).toBe(joined)
})

test('a marker that has outlived its boundary goes, if the whole program was searched', () => {
  const stale = `a()\r\n${RENDER}\r\nb()\r\n`
  expect(marked(stale)).toBe('a()\r\nb()\r\n')
  expect(marked(stale, { isComplete: false })).toBe(stale)
  expect(marked(RENDER)).toBe('')
})

test.each([
  'a()\n// orm-codemod: by hand\n',
  'a() // orm-codemod: render: Wait.\n',
  '/*\n// orm-codemod: render: Wait.\n*/\n',
  `a(\`\n${RENDER}\n\`)\n`,
])('what the codemod did not leave stays: %j', (text) => expect(marked(text)).toBe(text))

test('edits of the statement come behind the marker', () => {
  const edit = () => ({ at: 0, remove: 0, insert: 'async ', around: [0, 21] as const })
  expect(marked('function a() { find() }\n', { edit })).toBe(`${RENDER}\nasync function a() { find() }\n`)
})

test('what goes is not marked, nor is a marker taken out of it', () => {
  const edit = (text: string) => ({ at: text.indexOf('find'), remove: 'find()\n'.length, insert: '' })
  expect(marked('{\n  find()\n}\n', { edit })).toBe(`${RENDER}\n{\n  }\n`)
  const whole = (text: string) => ({ at: 0, remove: text.length, insert: 'b()\n' })
  expect(marked(`${RENDER}\na()\n`, { edit: whole })).toBe('b()\n')
})
