import { createRequire } from 'node:module'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'
import { expect, test } from 'vitest'
import { contents, orm, PROJECT, repository } from './cli.ts'

/** A boundary in a file whose name has to be escaped, behind a function of another file; and a page that migrates. */
const FILES = {
  ...PROJECT,
  'src/load.ts': `import { getSync } from './http.ts'

export function load(id: number) {
  return getSync('<b>"&\\'' + id)
}
`,
  'src/the page, 50%.ts': `import { load } from './load.ts'

export class Page {
  readonly text: string
  constructor(id: number) {
    this.text = load(id)
  }
}
`,
}

test('--sarif prints a valid log: each boundary with the way to it', async () => {
  const folder = repository(FILES)
  const { exitCode, out } = await orm(folder, '--sarif', '--dry')
  expect(exitCode).toBe(0)
  const log = JSON.parse(out) as Log
  expect(schemaProblems(log)).toEqual([])

  const [run] = log.runs
  expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(['boundary/constructor'])
  expect(run?.originalUriBaseIds?.['%SRCROOT%']?.uri).toBe(`file://${folder}/`)
  const [result, ...others] = run?.results ?? []
  expect(others).toEqual([])
  expect(result?.message.text).toMatch(/^1 call stays synchronous because of this\. \S/)
  expect(result?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({
    uri: 'src/the%20page%2C%2050%25.ts',
    uriBaseId: '%SRCROOT%',
  })
  const flow = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? []
  expect(flow.map(({ location }) => location?.physicalLocation?.artifactLocation?.uri)).toContain('src/load.ts')
})

test('--report writes one page that needs no other and runs nothing, with everything escaped', async () => {
  const folder = repository(FILES)
  const before = contents(folder)
  expect(await orm(folder, '--dry', '--report', 'migration.html')).toMatchObject({ exitCode: 0, error: '' })
  const { 'migration.html': page = '', ...rest } = contents(folder)
  expect(rest).toEqual(before)

  expect(page).not.toMatch(/<script|<link|src=|href=|https?:/)
  expect(page).not.toContain('<b>"')
  expect(page).toContain('&#60;b&#62;&#34;&#38;')
  expect(page).toMatch(/<th>Call sites found<td>2\b/)
  expect(page).toMatch(/src\/the page, 50%\.ts:5:3<\/code> <b>constructor<\/b>/)
  expect(page).toMatch(/<tr class="removed"><td>3<td><td>-export function title\(id: number\) \{/)
  expect(page).toMatch(/<tr class="added"><td><td>3<td>\+export async function title\(id: number\) \{/)
})

test('a report that can not be written stops the run before it changes anything', async () => {
  const folder = repository(FILES)
  const before = contents(folder)
  const ran = await orm(folder, '--report', 'nowhere/migration.html')
  expect(ran.exitCode).toBe(4)
  expect(ran.error).toMatch(/nowhere\/migration\.html.*Nothing was changed/)
  expect(contents(folder)).toEqual(before)
  expect(existsSync(join(folder, '.orm-codemod'))).toBe(false)
})

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
