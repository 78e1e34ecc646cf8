import { readFileSync, chmodSync, lstatSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { commit, contents, MIGRATED, orm, PROJECT, repository, write } from './cli.ts'

const schema = JSON.parse(readFileSync(new URL('../schema/result.schema.json', import.meta.url), 'utf8')) as object
const validate = new Ajv({ strict: true }).compile(schema)

function json(text: string): Record<string, unknown> {
  const document = JSON.parse(text) as Record<string, unknown>
  validate(document)
  expect(validate.errors ?? []).toEqual([])
  return document
}

test('a run changes the files, says so, and a second one finds nothing to do', async () => {
  const folder = repository(PROJECT)
  const first = await orm(folder)
  expect(first).toMatchObject({ exitCode: 0, error: '' })
  expect(first.out).toContain('async: 1 call site found, 1 migrated, 0 left.')
  const after = contents(folder)
  expect(after).toMatchObject(MIGRATED)

  const second = await orm(folder, '--force')
  expect(second).toMatchObject({ exitCode: 0, error: '' })
  expect(second.out).toContain('0 files')
  expect(contents(folder)).toEqual(after)
})

test.each([['--dry'], ['--diff'], ['--check'], ['--check', '--json'], ['--dry', '--json'], ['--dry', '--explain']])(
  '%s %s writes nothing',
  async (...args) => {
    const folder = repository(PROJECT)
    const before = contents(folder)
    const ran = await orm(folder, ...args)
    expect(ran).toMatchObject({ exitCode: args.includes('--check') ? 1 : 0, error: '' })
    expect(ran.out).not.toBe('')
    expect(contents(folder)).toEqual(before)
  },
)

test('--check is content where nothing would change', async () => {
  const folder = repository({ ...PROJECT, ...MIGRATED })
  expect(await orm(folder, '--check')).toMatchObject({ exitCode: 0, error: '' })
})

test('--diff prints what `git apply` takes', async () => {
  const folder = repository(PROJECT)
  const { out } = await orm(folder, '--diff')
  expect(out).toContain('--- a/src/page.ts\n+++ b/src/page.ts\n')
  expect(out).toMatch(/^-export function heading\(id: number\): string \{$/m)
  expect(out).toMatch(/^\+export async function heading\(id: number\): Promise<string> \{$/m)
})

test('--json prints one document that its schema describes', async () => {
  const folder = repository(PROJECT)
  const document = json((await orm(folder, '--json', '--dry')).out)
  expect(document).toMatchObject({
    transform: 'async',
    sites: { found: 1, migrated: 1, blocked: 0 },
    units: [{ status: 'applied', sites: [{ file: 'src/page.ts', line: 4, column: 10 }] }],
    boundaries: [],
    diagnostics: { before: 0, after: 0 },
  })
})

test('a boundary is printed with its place, the way to it and the way out, and keeps its unit as it is', async () => {
  const folder = repository({
    ...PROJECT,
    'src/page.ts': `import { getSync } from './http.ts'

function load(id: number) {
  return getSync(\`/pages/\${id}\`)
}

export class Page {
  readonly text: string
  constructor(id: number) {
    this.text = load(id)
  }
}
`,
    'src/main.ts': '',
  })
  const before = contents(folder)
  const ran = await orm(folder)
  expect(ran).toMatchObject({ exitCode: 0, error: '' })
  expect(ran.out).toContain('async: 1 call site found, 0 migrated, 1 left.')
  expect(ran.out).toMatch(/constructor \(1\)\n {4}src\/page\.ts:\d+:\d+ {2}\S/)
  expect(contents(folder)).toEqual(before)
  expect(json((await orm(folder, '--json')).out)).toMatchObject({
    sites: { found: 1, migrated: 0, blocked: 1 },
    boundaries: [{ file: 'src/page.ts', reason: 'constructor', sites: 1 }],
  })
})

test.each<[name: string, disturb: (folder: string) => void, message: RegExp]>([
  [
    'a dirty tree',
    (folder) => write(folder, { 'orm.config.json': `${PROJECT['orm.config.json']}\n` }),
    /not committed \(orm\.config\.json\)/,
  ],
  [
    'a file that git does not have',
    (folder) => write(folder, { 'src/new.ts': PROJECT['src/page.ts'] }),
    /src\/new\.ts is not committed/,
  ],
])('%s is not written over, unless --force says so', async (_name, disturb, message) => {
  const folder = repository(PROJECT)
  disturb(folder)
  const before = contents(folder)
  const refused = await orm(folder)
  expect(refused.exitCode).toBe(3)
  expect(refused.error).toMatch(message)
  expect(refused.out).toMatch(/[12] migrated, 0 left/)
  expect(contents(folder)).toEqual(before)

  expect((await orm(folder, '--force')).exitCode).toBe(0)
  expect(contents(folder)).toMatchObject(MIGRATED)
})

test('what git ignores is not edited, and neither is anything that would have to follow it', async () => {
  const folder = repository({ ...PROJECT, '.gitignore': 'src/main.ts\n' })
  const before = contents(folder)
  const ran = await orm(folder)
  expect(ran.out).toMatch(/Not applied\n {2}src\/page\.ts:4:10 {2}src\/main\.ts is ignored by git/)
  expect(contents(folder)).toEqual(before)
})

test('tests follow though the tsconfig leaves them out', async () => {
  const check =
    "import { title } from '../src/page.ts'\n\nexport async function check() {\n  return title(1) === ''\n}\n"
  const folder = repository({
    ...PROJECT,
    'tests/page.check.ts': check,
    'tests/template.ts': '= 1\n',
  })
  expect(await orm(folder)).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)['tests/page.check.ts']).toBe(check.replace('title(1)', '(await title(1))'))
})

test.each(['src/Page.svelte', 'scripts/print.js'])(
  'what %s calls stays as it is, because it can not be read',
  async (name) => {
    const importer = `<script>import { title } from '../src/page.ts'</script>`
    const folder = repository({
      ...PROJECT,
      [name]: name.endsWith('.js') ? importer.replaceAll(/<.*?>/g, '') : importer,
    })
    const before = contents(folder)
    expect((await orm(folder)).out).toMatch(/unread-file \(1\)\n {4}src\/page\.ts:3:8 /)
    expect(contents(folder)).toEqual(before)
  },
)

test('paths say where to begin; callers follow wherever they are', async () => {
  const other = PROJECT['src/page.ts'].replaceAll('title', 'subtitle')
  const folder = repository({ ...PROJECT, 'src/other.ts': other })
  expect(await orm(folder, 'async', 'src/page.ts')).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)).toMatchObject({ ...MIGRATED, 'src/other.ts': other })
})

test('a path alone is not taken for a transform, and its tsconfig is found', async () => {
  const inFolder = Object.fromEntries(Object.entries(PROJECT).map(([name, text]) => [`app/${name}`, text]))
  const folder = repository(inFolder)
  expect(await orm(folder, 'app')).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)['app/src/main.ts']).toBe(MIGRATED['src/main.ts'])
})

test('a tsconfig that only refers to others stands for all of them', async () => {
  const { 'tsconfig.json': config, ...rest } = PROJECT
  const app = config.replace('"src"', '"src/main.ts"')
  const library = config.replace('"src"', '"src/page.ts", "src/http.ts"')
  const folder = repository({
    ...rest,
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./app.json" }, { "path": "./library.json" }] }',
    'app.json': app,
    'library.json': library,
  })
  expect(await orm(folder)).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)).toMatchObject(MIGRATED)
})

test('line ends, byte order marks, modes and links are kept', async () => {
  const windows = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`
  const folder = repository({ ...PROJECT, 'src/page.ts': windows(PROJECT['src/page.ts']), 'src/main.ts': '' })
  chmodSync(join(folder, 'src/page.ts'), 0o755)
  mkdirSync(join(folder, 'real'))
  write(folder, { 'real/main.ts': PROJECT['src/main.ts'].replace('./page.ts', '../src/page.ts') })
  symlinkSync('../real/main.ts', join(folder, 'src/linked.ts'))
  commit(folder)

  expect(await orm(folder)).toMatchObject({ exitCode: 0, error: '' })
  expect(readFileSync(join(folder, 'src/page.ts'), 'utf8')).toBe(windows(MIGRATED['src/page.ts']))
  expect(statSync(join(folder, 'src/page.ts')).mode & 0o777).toBe(0o755)
  expect(lstatSync(join(folder, 'src/linked.ts')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(folder, 'real/main.ts'), 'utf8')).toContain('async function heading')
})

test('diagnostics that were there before are counted, and change nothing', async () => {
  const folder = repository({ ...PROJECT, 'src/main.ts': `${PROJECT['src/main.ts']}export const wrong: number = ''\n` })
  expect(json((await orm(folder, '--json')).out)).toMatchObject({
    sites: { migrated: 1 },
    diagnostics: { before: 1, after: 1 },
  })
})

test('help lists the transforms and the exit codes; the version is the package version', async () => {
  const folder = repository(PROJECT)
  const help = await orm(folder, '--help')
  expect(help.exitCode).toBe(0)
  for (const word of ['async', 'parallel', '--dry', '--unsafe', 'Exit codes']) expect(help.out).toContain(word)
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  expect(await orm(folder, '--version')).toMatchObject({ exitCode: 0, out: `${version}\n` })
})

test.each(['async', 'parallel'])('%s --help shows what it does with an example', async (transform) => {
  const { exitCode, out } = await orm(repository(PROJECT), transform, '--help')
  expect(exitCode).toBe(0)
  expect(out).toMatch(new RegExp(`^Usage: orm-codemod ${transform} \\[paths…\\] \\[options\\]\n\n[A-Z]`))
  expect(out).toContain(`  orm-codemod ${transform} src --dry `)
  expect(out).toContain('User.objects.aget({ id })')
})
