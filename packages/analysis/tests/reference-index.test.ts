import { expect, test } from 'vitest'
import { referenceIndex } from '../src/calls/reference-index.ts'
import { walk } from '../src/syntax/walk.ts'
import { analysed, FOLDER } from './analysed.ts'

const context = analysed(
  {
    'users.ts': [
      'export function find(id: number) { return find }',
      'export default function () { return find(1) }',
      'export class Users { find() { return this.find } #find = 1; own() { return this.#find } }',
      "export type Found = Users['find']",
    ].join('\n'),
    'index.ts': "export { find as load } from './users.ts'\nexport * from './users.ts'",
    'main.ts': [
      "import anyName, { find } from './users.ts'",
      "import * as all from './index.ts'",
      "import { load as again } from './index.ts'",
      'find(1); all.find(2); all.load(3); again(4); anyName()',
      'const users = new all.Users()',
      "const { find: renamed } = users; users['find']()",
      'const other = { find: 1 }; other.find',
      'export { renamed, other }',
    ].join('\n'),
    'shadow.ts': 'export const run = (find: () => number) => find()',
    'union.ts': "import { Users } from './users.ts'\nexport const f = (one: Users | { find: string }) => one.find",
  },
  [],
)

/** `file:line` of each reference to what is declared by the n-th identifier of a name. */
function references(name: string, file: string, nth = 0): string[] {
  const unit = context.unit(file)
  const named: string[] = []
  walk(unit.ast, (node) => {
    const isNamed = (node.type === 'Identifier' || node.type === 'PrivateIdentifier') && node.name === name
    if (!isNamed || named.length > 0 || nth-- > 0) return
    const [symbol] = context.oracle.symbolsAt(node)
    named.push(
      ...referenceIndex(context)
        .referencesTo(symbol!)
        .map((one) => `${context.sources.unitAt(one).fileName.slice(FOLDER.length)}:${one.loc.start.line}`),
    )
  })
  return [...new Set(named)].sort()
}

test('a function is found under every name that imports and exports give it', () => {
  expect(references('find', 'users.ts')).toEqual([
    ...['index.ts:1', 'main.ts:1', 'main.ts:3', 'main.ts:4', 'users.ts:1', 'users.ts:2'],
  ])
})

test('a member is found in patterns, strings, types and unions, and its namesakes are not', () => {
  expect(references('find', 'users.ts', 4)).toEqual(['main.ts:6', 'union.ts:2', 'users.ts:3', 'users.ts:4'])
})

test('a parameter is found in its function alone', () => {
  expect(references('find', 'shadow.ts')).toEqual(['shadow.ts:1'])
})

test('an anonymous default export is found by the name of its import', () => {
  expect(references('anyName', 'main.ts')).toEqual(['main.ts:1', 'main.ts:4'])
})
