import { expect, test } from 'vitest'
import { contents, orm, repository, temporaryFolder, write } from './cli.ts'

const CONFIG = JSON.stringify({
  profiles: [
    { module: './src/http.js', exports: { getSync: { twin: 'get', effect: 'read', throws: 'infrastructure' } } },
  ],
})

const COMMON_JS = {
  'package.json': '{}',
  'orm.config.json': CONFIG,
  'src/http.js': `exports.getSync = (url) => url
exports.get = async (url) => url
`,
  'src/page.js': `const http = require('./http')

function title(id) {
  return http.getSync('/pages/' + id).toUpperCase()
}

module.exports = { title }
`,
  'src/main.js': `const page = require('./page')

exports.heading = (id) => '# ' + page.title(id)
`,
}

const MIGRATED = {
  'src/page.js': `const http = require('./http')

async function title(id) {
  return (await http.get('/pages/' + id)).toUpperCase()
}

module.exports = { title }
`,
  'src/main.js': `const page = require('./page')

exports.heading = async (id) => '# ' + (await page.title(id))
`,
}

test('CommonJS without a tsconfig is migrated across files, and the summary says what proved it', async () => {
  const folder = repository(COMMON_JS)
  const ran = await orm(folder, '--untyped')
  expect(ran).toMatchObject({ exitCode: 0, error: '' })
  expect(ran.out).toContain('Without types: ')
  expect(contents(folder)).toMatchObject(MIGRATED)
})

test('a path in a package stands for the package: callers outside of it follow', async () => {
  const folder = repository(COMMON_JS)
  expect(await orm(folder, 'src/page.js', '--untyped')).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)).toMatchObject(MIGRATED)
})

test('what is installed, ignored by git or built is no part of the project', async () => {
  const copy = COMMON_JS['src/page.js']
  const leftOut = {
    '.gitignore': 'generated\n',
    'generated/page.js': copy,
    'dist/page.js': copy,
    'node_modules/a/page.js': copy,
    '.meteor/local/page.js': copy,
    'public/page.min.js': copy,
  }
  const folder = repository({ ...COMMON_JS, ...leftOut })
  await orm(folder, '--untyped')
  expect(contents(folder)).toMatchObject({ ...MIGRATED, ...leftOut })
})

test('what is built is read where it uses the sources: it follows them', async () => {
  const folder = repository({
    ...COMMON_JS,
    'build/pages.js': `const { title } = require('../src/page.js')

console.log(title(1))
`,
  })
  const ran = await orm(folder, '--untyped')
  expect(ran.out).toMatch(/commonjs-top-level/)
  expect(contents(folder)).toMatchObject(COMMON_JS)
})

test('ES modules may wait at their top level', async () => {
  const folder = repository({
    ...COMMON_JS,
    'package.json': '{ "type": "module" }',
    'src/http.js': 'export const getSync = (url) => url\nexport const get = async (url) => url\n',
    'src/page.js': "import { getSync } from './http.js'\n\nexport const title = getSync('/')\n",
    'src/main.js': "import { title } from './page.js'\n\nexport const heading = '# ' + title\n",
  })
  expect(await orm(folder, '--untyped')).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)).toMatchObject({
    'src/page.js': "import { get } from './http.js'\n\nexport const title = await get('/')\n",
  })
})

test('a folder without JavaScript is refused', async () => {
  const folder = temporaryFolder()
  write(folder, { 'a.ts': '' })
  expect(await orm(folder, '--untyped')).toMatchObject({
    exitCode: 3,
    out: '',
    error: expect.stringMatching(/holds no JavaScript/) as unknown,
  })
})
