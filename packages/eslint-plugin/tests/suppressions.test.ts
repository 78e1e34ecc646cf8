import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inLintProject } from './lint-project.ts'

// The ratchet of docs/ci.md: what a code base has is recorded, nothing is added to it, and what is mended leaves the record.

const CONFIG = `
import orm from 'eslint-plugin-orm'
import tseslint from 'typescript-eslint'
export default [
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } } },
  orm.configs.recommended,
  { settings: { orm: { profiles: [{ module: './src/http.ts', exports: { getSync: { twin: 'get' } } }] } } },
]`

const HTTP = `
export const getSync = (url: string) => url
export const get = async (url: string) => url
`

const loading = (...calls: string[]) => `
import { get, getSync } from './http.js'
export async function load(url: string) {
  return [get(url), ${calls.join(', ')}]
}
`

test('a legacy code base can only get better', () =>
  inLintProject(
    { 'eslint.config.js': CONFIG, 'src/http.ts': HTTP, 'src/load.ts': loading('getSync(url)', 'getSync(url)') },
    ({ eslint, write, folder }) => {
      const record = join(folder, 'eslint-suppressions.json')
      const counted = () => JSON.parse(readFileSync(record, 'utf8')) as unknown

      expect(eslint([]).exitCode).toBe(1)
      expect(eslint(['--suppress-all']).exitCode).toBe(0)
      expect(counted()).toEqual({ 'src/load.ts': { 'orm/no-blocking-query': { count: 2 } } })

      write({ 'src/load.ts': loading('getSync(url)', 'getSync(url)', 'getSync(url)') })
      expect(eslint([]).exitCode).toBe(1)

      write({ 'src/load.ts': loading('getSync(url)') })
      const mended = eslint([])
      expect(mended.exitCode).toBe(2)
      expect(mended.stderr).toContain('--prune-suppressions')
      expect(eslint(['--prune-suppressions']).exitCode).toBe(0)
      expect(counted()).toEqual({ 'src/load.ts': { 'orm/no-blocking-query': { count: 1 } } })
    },
  ))
