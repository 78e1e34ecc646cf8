import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { contents, temporaryFolder, write } from './cli.ts'

const JSCODESHIFT = fileURLToPath(import.meta.resolve('jscodeshift/bin/jscodeshift.js'))
const ASYNC = fileURLToPath(new URL('../jscodeshift/async.cjs', import.meta.url))

const BEFORE = {
  'methods.js': `import { Meteor } from 'meteor/meteor'
import { Mongo } from 'meteor/mongo'

const Posts = new Mongo.Collection('posts')
const owner = (id) => Posts.findOne(id).owner   // kept as it is

Meteor.methods({
  'posts.owner'(id) {
    return owner(id)
  },
})

export function title(id) {
  return Posts.findOne(id).title
}
`,
  'read.js': `const fs = require('fs')

function read(path) {
  return fs.readFileSync(path, 'utf8')
}

exports.load = async (path) => read(path).trim()
`,
  'store.js': `const fs = require('fs')

const list = () => fs.readdirSync('.')
module.exports = (root) => ({ find: (name) => fs.readFileSync(root + name) })
module.exports.list = list
Object.assign(module.exports, { size: () => fs.statSync('.').size })
latest = () => fs.readFileSync('latest')
`,
  'default.mjs': `import fs from 'node:fs'

export default (path) => fs.readFileSync(path)
`,
  'config.ts': `import { readFileSync } from 'node:fs'

const text = (path: string): string => readFileSync(path, 'utf8')

export class Config {
  private readonly name = 'config'
  async load(): Promise<string> {
    return text(this.name)
  }
  loadNow(): string {
    return readFileSync(this.name, 'utf8')
  }
}
`.replaceAll('\n', '\r\n'),
  'assigned.ts': `import * as fs from 'node:fs'

export = () => fs.readFileSync('assigned')
`,
  'waiting.ts': `import * as fs from 'node:fs'

export const text = fs.readFileSync('waiting', 'utf8')
`,
}

const AFTER = {
  ...BEFORE,
  'methods.js': BEFORE['methods.js']
    .replace('(id) => Posts.findOne(id).owner', 'async (id) => (await Posts.findOneAsync(id)).owner')
    .replace("'posts.owner'(id)", "async 'posts.owner'(id)")
    .replace('return owner(id)', 'return await owner(id)'),
  'read.js': `const fs = require('fs')

async function read(path) {
  return await fs.promises.readFile(path, 'utf8')
}

exports.load = async (path) => (await read(path)).trim()
`,
  'config.ts': BEFORE['config.ts']
    .replace('import', "import { readFile } from 'node:fs/promises'\r\nimport")
    .replace('(path: string): string => readFileSync', 'async (path: string): Promise<string> => await readFile')
    .replace('return text', 'return await text'),
}

test('jscodeshift runs a transform over files of every kind: what others may call keeps its signature', () => {
  const folder = temporaryFolder()
  write(folder, BEFORE)
  const out = jscodeshift(folder)
  expect(contents(folder)).toEqual(AFTER)
  expect(out).toContain('3 ok')
  for (const place of ['methods.js:13:8', 'store.js:3:7', 'store.js:4:31', 'store.js:6:33', 'store.js:7:1'])
    expect(out).toContain(`    ${place}  `)
  expect(out).toContain('run `orm-codemod`, which reads them all')

  jscodeshift(folder)
  expect(contents(folder)).toEqual(AFTER)
})

test('what does not parse and what nobody knows is an error of the file', () => {
  const folder = temporaryFolder()
  write(folder, { 'broken.js': 'const a = {', 'fine.js': BEFORE['read.js'] })
  expect(jscodeshift(folder)).toContain("broken.js:1:12: '}' expected.")
  expect(contents(folder)).toEqual({ 'broken.js': 'const a = {', 'fine.js': AFTER['read.js'] })
  expect(jscodeshift(folder, '--profile=nothing')).toContain("Unknown profile 'nothing'.")
})

function jscodeshift(folder: string, profile = '--profile=meteor,node-sync'): string {
  const args = [JSCODESHIFT, '-t', ASYNC, '.', '--parser=ts', '--extensions=js,mjs,ts', profile]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  return stdout + stderr
}
