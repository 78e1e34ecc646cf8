import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import type { Log, Replacement } from 'sarif'
import { expect, test } from 'vitest'
import { inLintProject } from './lint-project.ts'

const formatter = (name: string) => fileURLToPath(new URL(`../dist/formatters/${name}.js`, import.meta.url))

const FILES = {
  'eslint.config.js': `
import orm from 'eslint-plugin-orm'
import tseslint from 'typescript-eslint'
export default [
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } } },
  orm.configs.recommended,
  { settings: { orm: { profiles: [{ module: './src/http.ts', exports: { getSync: { twin: 'get' } } }] } } },
]`,
  'src/http.ts': `
export const getSync = (url: string) => url
export const get = async (url: string) => url
`,
  'src/a file, 50%.ts': `
import { getSync } from './http.js'
export async function load(url: string) {
  const first = getSync(url)
  // eslint-disable-next-line orm/no-blocking-query -- Runs once, at start.
  const second = getSync(url)
  return [first, second]
}
`,
  'src/broken.ts': 'const = 1',
}

test('the SARIF log is valid, and tells silenced from fixed', () =>
  inLintProject(FILES, ({ eslint, folder }) => {
    const { exitCode, stdout } = eslint(['--format', formatter('sarif')])
    expect(exitCode).toBe(1)
    const log = JSON.parse(stdout) as Log
    expect(schemaProblems(log)).toEqual([])

    const [run] = log.runs
    expect(run?.tool.driver.rules).toEqual([
      {
        id: 'orm/no-blocking-query',
        shortDescription: { text: expect.stringContaining('blocking queries') as unknown },
        helpUri: expect.stringMatching(/no-blocking-query\.md$/) as unknown,
        properties: { type: 'problem' },
      },
    ])
    expect(run?.originalUriBaseIds?.['%SRCROOT%']?.uri).toBe(`file://${folder}/`)
    const artifactLocation = { uri: 'src/a%20file%2C%2050%25.ts', uriBaseId: '%SRCROOT%' }
    expect(run?.results?.map(({ locations, suppressions }) => ({ locations, suppressions }))).toEqual([
      {
        locations: [
          {
            physicalLocation: {
              artifactLocation,
              region: { startLine: 4, startColumn: 17, endLine: 4, endColumn: 29 },
            },
          },
        ],
        suppressions: [],
      },
      {
        locations: [
          {
            physicalLocation: {
              artifactLocation,
              region: { startLine: 6, startColumn: 18, endLine: 6, endColumn: 30 },
            },
          },
        ],
        suppressions: [{ kind: 'inSource', justification: 'Runs once, at start.' }],
      },
    ])

    const text = readFileSync(`${folder}/src/a file, 50%.ts`, 'utf8')
    const [fix] = run?.results?.[0]?.fixes ?? []
    expect(applied(text, fix?.artifactChanges[0]?.replacements)).toContain('const first = await get(url)')

    const [invocation] = run?.invocations ?? []
    expect(invocation?.executionSuccessful).toBe(false)
    expect(invocation?.toolExecutionNotifications).toEqual([
      {
        level: 'error',
        message: { text: expect.stringContaining('Parsing error') as unknown },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/broken.ts', uriBaseId: '%SRCROOT%' },
              region: { startLine: 1, startColumn: 6 },
            },
          },
        ],
      },
    ])
  }))

test('reports that a suppressions file silences are suppressed outside of the source', () =>
  inLintProject({ ...FILES, 'src/broken.ts': 'export {}' }, ({ eslint }) => {
    expect(eslint(['--suppress-all']).exitCode).toBe(0)
    const { exitCode, stdout } = eslint(['--format', formatter('sarif')])
    expect(exitCode).toBe(0)
    const log = JSON.parse(stdout) as Log
    expect(schemaProblems(log)).toEqual([])
    expect(log.runs[0]?.results?.map(({ suppressions }) => suppressions?.[0]?.kind).sort()).toEqual([
      'external',
      'inSource',
    ])
    expect(log.runs[0]?.invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }])
  }))

test('annotations name the place, and escape what would end them', () =>
  inLintProject(FILES, ({ eslint }) => {
    const { stdout } = eslint(['--format', formatter('github')])
    expect(stdout.trim().split('\n')).toEqual([
      '::error file=src/a file%2C 50%25.ts,line=4,col=17,endLine=4,endColumn=29,title=orm/no-blocking-query' +
        '::`getSync(url)` blocks the event loop; `get` does not.',
      expect.stringMatching(/^::error file=src\/broken\.ts,line=1,col=6,title=ESLint::Parsing error: /) as unknown,
    ])
  }))

function schemaProblems(log: Log) {
  const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json')
  const schema = JSON.parse(
    readFileSync(file.replace('package.json', 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  ) as object
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  return validate(log) ? [] : validate.errors
}

function applied(text: string, replacements: readonly Replacement[] = []) {
  return replacements.reduce(
    (changed, { deletedRegion: { charOffset = 0, charLength = 0 }, insertedContent }) =>
      changed.slice(0, charOffset) + (insertedContent?.text ?? '') + changed.slice(charOffset + charLength),
    text,
  )
}
