import { applyEdits, type Edit } from 'orm-analysis'
import { expect, test } from 'vitest'
import { positionMap } from '../src/engine/position-map.ts'

const edit = (at: number, remove: number, insert: string): Edit => ({ fileName: 'a.ts', at, remove, insert })

// Every character of the original that survives an edit must be led back to where it was.
test.each<[name: string, text: string, edits: readonly Edit[]]>([
  ['no edit', 'abcdef', []],
  ['an insertion', 'abcdef', [edit(2, 0, 'XY')]],
  ['a removal', 'abcdef', [edit(2, 2, '')]],
  ['a replacement by more', 'abcdef', [edit(2, 1, 'XYZ')]],
  ['a replacement by less', 'abcdef', [edit(1, 3, 'X')]],
  ['insertions at one offset, in any order', 'abcdef', [edit(3, 0, 'YY'), edit(0, 0, 'X'), edit(3, 0, 'Z')]],
  ['an insertion where a replacement begins', 'abcdef', [edit(2, 2, 'XYZ'), edit(2, 0, 'W')]],
  ['edits at both ends', 'abcdef', [edit(0, 1, 'XX'), edit(6, 0, 'Y')]],
])('%s', (_name, text, edits) => {
  const output = applyEdits(text, edits)
  const { originalStart, originalEnd } = positionMap(edits)
  const surviving = Array.from(output).flatMap((character, at) => (/[a-f]/.test(character) ? [{ character, at }] : []))
  expect(surviving.length).toBeGreaterThan(0)
  for (const { character, at } of surviving) {
    expect(text[originalStart(at)]).toBe(character)
    expect(text[originalEnd(at + 1) - 1]).toBe(character)
  }
})
