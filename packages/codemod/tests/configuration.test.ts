import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configSchema } from '../scripts/config-schema.ts'
import { contents, MIGRATED, orm, PROJECT, repository, write } from './cli.ts'

const { 'orm.config.json': ormConfig, ...WITHOUT_PROFILES } = PROJECT
const { profiles } = JSON.parse(ormConfig) as { profiles: object[] }
const inJavaScript = `profiles: ${JSON.stringify(profiles)}`

test.each([
  ['orm-codemod.config.json', `{\n  // Comments are allowed.\n  "profiles": ${JSON.stringify(profiles)}\n}`],
  ['orm-codemod.config.js', `export default { ${inJavaScript} }`],
  ['orm-codemod.config.mjs', `export default { ${inJavaScript} }`],
  [
    'orm-codemod.config.ts',
    `import { defineConfig, type Config } from 'orm-codemod'\nconst config: Config = { ${inJavaScript} }\nexport default defineConfig(config)`,
  ],
])('%s gives profiles', async (name, text) => {
  const folder = repository({ ...WITHOUT_PROFILES, [name]: text })
  expect(await orm(folder)).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)).toMatchObject(MIGRATED)
})

test('it is found above the project, its paths are relative to it, and the command line wins over it', async () => {
  const inApp = Object.fromEntries(Object.entries(PROJECT).map(([name, text]) => [`app/${name}`, text]))
  const folder = repository({
    ...inApp,
    'app/tsconfig.json': '{ "files": [] }',
    'tsconfig.app.json': PROJECT['tsconfig.json'].replace('"src"', '"app/src"'),
    'orm-codemod.config.json': '{ "project": "tsconfig.app.json", "profile": ["node-sync"] }',
    'orm.config.json': ormConfig.replace('./src', './app/src'),
  })
  expect((await orm(`${folder}/app`, '--dry')).out).toContain('0 call sites found')
  expect((await orm(`${folder}/app`, '--dry', '--profile', './app/src/http.ts')).out).toContain('1 call site found')
})

test.each([
  ['json', '{ "profiles": ', /^orm-codemod: orm-codemod\.config\.json:1:\d+: /],
  ['json', '{ "unsafe": "yes" }', /config\.json: unsafe is 'yes'; write true or false\./],
  ['json', '{ "profil": [] }', /config\.json: profil is \[\]; no such field exists; .*unsafe.* Did you mean profile\?/],
  ['json', '{ "dry": true }', /config\.json: dry is true; no such field exists; choose from/],
  ['json', '{ "profiles": [{ "exports": {} }] }', /config\.json: profiles\[0\]\.module is missing/],
  ['js', 'export default { unsafe: 1 }', /config\.js: unsafe is 1; write true or false\./],
  ['ts', 'export default {\n  unsafe: = true\n}', /config\.ts can't be loaded: .*[(:]2:10/],
  ['ts', 'throw new Error("Not today")', /config\.ts can't be loaded: Not today/],
  ['mjs', 'import "./missing.mjs"', /config\.mjs can't be loaded: .*missing\.mjs/],
])('a wrong orm-codemod.config.%s names the file and the field: %s', async (extension, text, message) => {
  const folder = repository({ ...PROJECT, [`orm-codemod.config.${extension}`]: text })
  const before = contents(folder)
  const ran = await orm(folder)
  expect(ran).toMatchObject({ exitCode: 3, out: '' })
  expect(ran.error).toMatch(message)
  expect(ran.error).not.toMatch(/^\s+at /m)
  expect(contents(folder)).toEqual(before)
})

test('the nearest one counts', async () => {
  const folder = repository({ ...PROJECT, 'orm-codemod.config.json': '{}' })
  write(folder, { 'src/orm-codemod.config.json': '{ "profile": ["nobody"] }' })
  expect((await orm(folder, '--dry')).exitCode).toBe(0)
  expect((await orm(folder, '--dry', 'src')).error).toMatch(/Unknown profile 'nobody'/)
})

test('its published schema is made of the table of options', () => {
  const file = new URL('../schema/config.schema.json', import.meta.url)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(configSchema())))
})
