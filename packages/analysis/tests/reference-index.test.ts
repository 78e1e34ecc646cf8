import type { TSESTree } from '@typescript-eslint/types'
import { expect, test } from 'vitest'
import { referenceIndex } from '../src/calls/reference-index.ts'
import { walk } from '../src/syntax/walk.ts'
import type { SymbolHandle } from '../src/types/type-oracle.ts'
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
    'plain.js': [
      "const { Users } = require('./users.ts')",
      'exports.known = () => new Users().find()',
      'exports.unknown = (anything) => anything.find()',
    ].join('\n'),
    'shadow.ts': 'export const run = (find: () => number) => find()',
    'union.ts': "import { Users } from './users.ts'\nexport const f = (one: Users | { find: string }) => one.find",
  },
  [],
)

/** `file:line` of each reference to what is declared by the n-th identifier of a name. */
function references(name: string, file: string, nth = 0): string[] {
  return places(referenceIndex(context).referencesTo(symbolOf(name, file, nth)))
}

function symbolOf(name: string, file: string, nth: number): SymbolHandle {
  const named: TSESTree.Node[] = []
  walk(context.unit(file).ast, (node) => {
    if (node.type === 'Identifier' && node.name === name) named.push(node)
  })
  const [symbol] = context.oracle.symbolsAt(named[nth]!)
  return symbol!
}

function places(nodes: readonly TSESTree.Node[]): string[] {
  const lines = nodes.map(
    (node) => `${context.sources.unitAt(node).fileName.slice(FOLDER.length)}:${node.loc.start.line}`,
  )
  return [...new Set(lines)].sort()
}

test('a function is found under every name that imports and exports give it', () => {
  expect(references('find', 'users.ts')).toEqual([
    ...['index.ts:1', 'main.ts:1', 'main.ts:3', 'main.ts:4', 'users.ts:1', 'users.ts:2'],
  ])
})

test('a member is found in patterns, strings, types and unions, and its namesakes are not', () => {
  expect(references('find', 'users.ts', 3)).toEqual([
    ...['main.ts:6', 'plain.js:2', 'union.ts:2', 'users.ts:3', 'users.ts:4'],
  ])
})

test('a parameter is found in its function alone', () => {
  expect(references('find', 'shadow.ts')).toEqual(['shadow.ts:1'])
})

test('an anonymous default export is found by the name of its import', () => {
  expect(references('anyName', 'main.ts')).toEqual(['main.ts:1', 'main.ts:4'])
})

test('a namesake on a value without a type, in JavaScript, may be the member', () => {
  const { possibleReferencesTo } = referenceIndex(context)
  expect(places(possibleReferencesTo(symbolOf('find', 'users.ts', 3)))).toEqual(['plain.js:3'])
})
