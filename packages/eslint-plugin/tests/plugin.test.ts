import { mkdirSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import plugin from 'eslint-plugin-orm'
import { expect, test, vi } from 'vitest'
import { isTraced, profilesOf } from '../src/settings.ts'
import { inLintProject, lintProject } from './lint-project.ts'

// Each of these starts a process that loads a compiler.
vi.setConfig({ testTimeout: 120_000 })

const CONFIG = `
import orm from 'eslint-plugin-orm'
import tseslint from 'typescript-eslint'
export default [
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } } },
  orm.configs.recommended,
  SETTINGS
]`

const GITHUB = fileURLToPath(new URL('../dist/formatters/github.js', import.meta.url))

const withSettings = (settings: object) => CONFIG.replace('SETTINGS', JSON.stringify({ settings: { orm: settings } }))

const DATABASE = `
import { drizzle } from 'drizzle-orm/sqlite-proxy'
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('users', { id: integer('id').primaryKey() })
export const db = drizzle(async () => ({ rows: [] }))
`

const SOURCES = {
  'src/db.ts': DATABASE,
  'src/http.ts': `
export function getJsonSync(url: string): unknown { return url }
export async function getJson(url: string): Promise<unknown> { return url }
`,
  'src/load.ts': `
import { getJsonSync } from './http.js'
export const load = (url: string) => [getJsonSync(url)]
`,
  'src/main.ts': `
import { db, users } from './db.js'
import { getJsonSync } from './http.js'
import { load } from './load.js'
export async function main(url: string) {
  db.delete(users)
  db.delete(users).run()
  await db.delete(users)
  return [getJsonSync(url), load(url)]
}
`,
  'src/unrelated.ts': 'export async function sum(numbers: number[]) { for (const number of numbers) void number }',
}

const GET_JSON = { module: './src/http.ts', exports: { getJsonSync: { twin: 'getJson', effect: 'read' } } }

const EXPECTED = [
  'src/main.ts:6 orm/no-floating-query `db.delete(users)` is never awaited, so it never runs.',
  'src/main.ts:7 orm/no-floating-query `db.delete(users).run()` starts a query that nothing awaits.',
  'src/main.ts:9 orm/no-blocking-query `getJsonSync(url)` blocks the event loop; `getJson` does not.',
  'src/main.ts:9 orm/no-blocking-query `load(url)` blocks the event loop: load → `getJsonSync(url)`',
]

for (const eslint of ['eslint', 'eslint9'] as const)
  test(`the recommended configuration reports on ${eslint}`, async () => {
    const run = await lintProject({ ...SOURCES, 'eslint.config.js': withSettings({ profiles: [GET_JSON] }) }, eslint)
    expect(run).toEqual({ exitCode: 1, reports: EXPECTED, stderr: '' })
  })

test('queries of a linked package of the workspace are seen', () =>
  inLintProject(
    {
      'packages/db/package.json': JSON.stringify({ name: '@app/db', type: 'module', exports: './index.ts' }),
      'packages/db/index.ts': `${DATABASE}export async function clear() { await db.delete(users) }`,
      'packages/app/src/main.ts': "import { clear, db, users } from '@app/db'\ndb.delete(users)\nclear()\n",
      'packages/app/tsconfig.json': JSON.stringify({ extends: '../../tsconfig.json', include: ['src'] }),
      'eslint.config.js': CONFIG.replace('SETTINGS', '{ ignores: ["packages/db"] }'),
    },
    ({ eslint, folder }) => {
      mkdirSync(`${folder}/packages/app/node_modules/@app`, { recursive: true })
      symlinkSync(`${folder}/packages/db`, `${folder}/packages/app/node_modules/@app/db`)
      const { stdout } = eslint(['--format', GITHUB])
      expect(stdout.trim().split('\n')).toEqual([
        expect.stringContaining('main.ts,line=2,col=1') as unknown,
        expect.stringContaining('main.ts,line=3,col=1') as unknown,
      ])
    },
  ))

test("profiles are read from the codemod's configuration file", async () => {
  const run = await lintProject({
    ...SOURCES,
    'tools/orm.config.json': JSON.stringify({ profiles: [{ ...GET_JSON, module: '../src/http.ts' }] }),
    'eslint.config.js': withSettings({ config: 'tools/orm.config.json' }),
  })
  expect(run).toEqual({ exitCode: 1, reports: EXPECTED, stderr: '' })
})

test('without types, each file says once how to turn them on', async () => {
  const run = await lintProject({
    'src/db.ts': DATABASE,
    'eslint.config.js': `
import orm from 'eslint-plugin-orm'
import tseslint from 'typescript-eslint'
export default [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, orm.configs.recommended]`,
  })
  expect(run.exitCode).toBe(1)
  expect(run.reports).toHaveLength(1)
  expect(run.reports[0]).toMatch(/^src\/db\.ts:1 orm\/no-\S+ eslint-plugin-orm reads types.*projectService: true/)
})

const UNTYPED_SOURCES = {
  'package.json': '{}',
  'models/index.js': `
const { Sequelize, DataTypes } = require('sequelize')
const sequelize = new Sequelize('sqlite::memory:')
module.exports = { User: require('./user')(sequelize, DataTypes) }
`,
  'models/user.js': "module.exports = (sequelize, DataTypes) => sequelize.define('User', { name: DataTypes.STRING })",
  'main.js': `
const { User } = require('./models')
exports.rename = async (id, name) => {
  User.update({ name }, { where: { id } })
  const user = User.findByPk(id)
  return user.name
}
`,
  'view.jsx': "import { User } from './models'\nexport const View = () => <p onClick={() => { User.findAll() }} />\n",
  'eslint.config.js': `
const orm = require('eslint-plugin-orm').default
const jsx = { files: ['**/*.jsx'], languageOptions: { sourceType: 'module', parserOptions: { ecmaFeatures: { jsx: true } } } }
module.exports = [{ files: ['**/*.js'], languageOptions: { sourceType: 'commonjs' } }, jsx, orm.configs['recommended-untyped']]`,
}

for (const eslint of ['eslint', 'eslint9'] as const)
  test(`a project without types is linted by following its imports on ${eslint}`, async () => {
    const run = await lintProject(UNTYPED_SOURCES, eslint)
    expect(run).toEqual({
      exitCode: 1,
      reports: [
        'main.js:4 orm/no-floating-query `User.update(…)` starts a query that nothing awaits.',
        'main.js:6 orm/no-unresolved-query `user` is a promise, and what is read of it belongs to its result.',
        'view.jsx:2 orm/no-floating-query `User.findAll()` starts a query that nothing awaits.',
      ],
      stderr: '',
    })
  })

test('what changes between two runs of one process is read again', async () => {
  await inLintProject(UNTYPED_SOURCES, async ({ folder, write }) => {
    const eslint = () =>
      new ESLint({
        cwd: folder,
        overrideConfigFile: true,
        overrideConfig: [{ languageOptions: { sourceType: 'commonjs' } }, plugin.configs['recommended-untyped']],
      })
    const text = "const { User } = require('./models')\nUser.sync()\nUser.clear()\n"
    const lint = async () => {
      const [result] = await eslint().lintText(text, { filePath: `${folder}/main.js` })
      return result?.messages.map(({ line }) => line)
    }
    expect(await lint()).toEqual([2])
    write({ 'models/user.js': 'module.exports = () => ({ clear: async () => {} })' })
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await lint()).toEqual([])
  })
})

test('settings are refused without a stack', async () => {
  const settings = { profiles: [{ module: './http.ts', exports: { f: { effect: 'reads' } } }] }
  const run = await lintProject({ 'src/db.ts': DATABASE, 'eslint.config.js': withSettings(settings) })
  expect(run).toMatchObject({ exitCode: 2, reports: [] })
  expect(run.stderr).toContain(
    "settings.orm: profiles[0].exports.f.effect is 'reads'; choose one of none, observe, read, write, unknown.",
  )
  expect(run.stderr).not.toMatch(/^ +at /m)
})

test.each([
  [{ config: 'orm.json' }, "settings.orm: config is 'orm.json', which can't be read"],
  [{ config: 1 }, 'settings.orm: config is not a string; name a file'],
  [{ profile: 'drizzle' }, "settings.orm: profile is 'drizzle'; no such field exists; choose from profiles."],
])('the settings %o are refused', (settings, message) => {
  expect(() => profilesOf(settings, import.meta.dirname)).toThrow(message)
})

test('types are traced, or read: there is no third way', () => {
  expect([isTraced({}), isTraced({ types: 'traced' })]).toEqual([false, true])
  expect(() => isTraced({ types: 'none' })).toThrow("settings.orm: types is 'none'; 'traced' follows imports")
})

test('the configuration without types has the rules whose facts hold there', () => {
  const { rules = {}, files, settings } = plugin.configs['recommended-untyped']
  expect(settings).toEqual({ orm: { types: 'traced' } })
  expect(files).toEqual(['**/*.{js,mjs,cjs,jsx,ts,tsx,mts,cts}'])
  const recommended = Object.keys(plugin.configs.recommended.rules ?? {})
  expect(recommended.filter((rule) => !(rule in rules))).toEqual(['orm/no-sequential-queries'])
})

test('the recommended configuration turns its rules on', () => {
  const { plugins, rules, files } = plugin.configs.recommended
  expect(plugins?.['orm']).toBe(plugin)
  expect(files).toEqual(['**/*.{ts,tsx,mts,cts}'])
  const recommended = Object.entries(plugin.rules).filter(([, { meta }]) => meta?.docs?.recommended === true)
  expect(rules).toEqual(Object.fromEntries(recommended.map(([rule]) => [`orm/${rule}`, 'error'])))
})

test.each(Object.entries(plugin.rules))('%s has a page and no option but strict', (name, { meta }) => {
  expect(meta).toMatchObject({ docs: { url: expect.stringMatching(`docs/rules/${name}.md$`) as unknown } })
  const options = (meta?.schema as { properties: object }[]).flatMap(({ properties }) => Object.keys(properties))
  expect(['', 'strict']).toContain(options.join())
})
