import * as parser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import { expect, test } from 'vitest'
import { noCodemodMarker } from '../src/rules/no-codemod-marker.ts'

const MARKED = '// orm-codemod: a line\nexport const one = 1 /* orm-codemod: a block */\n'
const JSX = 'export const page = () => <p>{/* orm-codemod: in JSX */}{/* orm-codemod is named */}</p>\n'

test.each([
  ['file.ts', MARKED, ['a line', 'a block']],
  ['file.js', MARKED, ['a line', 'a block']],
  ['page.tsx', JSX, ['in JSX']],
  ['page.jsx', JSX, ['in JSX']],
])('markers of %s are read without types', (filename, text, expected) => {
  const typescript = /\.tsx?$/.test(filename) && { parser }
  const languageOptions = { ...typescript, parserOptions: { ecmaFeatures: { jsx: filename.endsWith('x') } } }
  const plugins = { orm: { rules: { marker: noCodemodMarker } } }
  const config: Linter.Config = {
    files: ['**/*.{ts,js,tsx,jsx}'],
    languageOptions,
    plugins,
    rules: { 'orm/marker': 'error' },
  }
  const messages = new Linter().verify(text, [config], { filename })
  expect(messages.map(({ message }) => message)).toEqual(expected.map((words) => `The migration stops here: ${words}`))
})
