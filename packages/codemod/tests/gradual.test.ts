import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commit, contents, orm, PROJECT, repository, write } from './cli.ts'

const USED_TWICE = {
  ...PROJECT,
  'src/main.ts': `import { title } from './page.ts'

export const heading = (id: number): string => '# ' + title(id)
export const other = (id: number): string => '## ' + title(id)
`,
}

const ONE_MIGRATED = {
  'src/page.ts': `import { get, getSync } from './http.ts'

export function title(id: number) {
  return getSync(\`/pages/\${id}\`).toUpperCase()
}

export async function titleAsync(id: number) {
  return (await get(\`/pages/\${id}\`)).toUpperCase()
}
`,
  'src/main.ts': `import { titleAsync, title } from './page.ts'

export const heading = async (id: number): Promise<string> => '# ' + (await titleAsync(id))
export const other = (id: number): string => '## ' + title(id)
`,
}

test('endpoints are migrated one after the other, and the last takes the twin’s synchronous half with it', async () => {
  const folder = repository(USED_TWICE)
  expect(await orm(folder, '--entry', 'src/main.ts#heading')).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)).toMatchObject(ONE_MIGRATED)
  commit(folder)
  expect((await orm(folder, '--entry', 'src/main.ts#heading', '--check')).exitCode).toBe(0)

  expect(await orm(folder, '--entry', 'src/main.ts#other')).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)).toMatchObject({
    'src/page.ts': `import { get } from './http.ts'

export async function titleAsync(id: number) {
  return (await get(\`/pages/\${id}\`)).toUpperCase()
}
`,
    'src/main.ts': `import { titleAsync } from './page.ts'

export const heading = async (id: number): Promise<string> => '# ' + (await titleAsync(id))
export const other = async (id: number): Promise<string> => '## ' + (await titleAsync(id))
`,
  })
})

test('markers are left at boundaries, stay while these do, and go with them', async () => {
  const MARKER = '  // orm-codemod: accessor: A getter or setter can’t wait: make it a method (`getX()`).\n'
  const card = (marker: string, getter: string) => `import { getSync } from './http.ts'

export class Card {
${marker}  ${getter}() {
    return getSync('/title')
  }
}
`
  const folder = repository({ ...PROJECT, 'src/card.ts': card('', 'get title') })
  expect((await orm(folder, 'src/card.ts', '--check')).exitCode).toBe(0)
  expect((await orm(folder, 'src/card.ts', '--markers', '--check')).exitCode).toBe(1)
  const { sites } = JSON.parse((await orm(folder, 'src/card.ts', '--markers', '--json')).out) as { sites: unknown }
  expect(sites).toEqual({ found: 1, migrated: 0, blocked: 1 })
  expect(readFileSync(join(folder, 'src/card.ts'), 'utf8')).toBe(card(MARKER, 'get title'))
  commit(folder)
  expect((await orm(folder, 'src/card.ts', '--markers', '--check')).exitCode).toBe(0)

  write(folder, { 'src/card.ts': card(MARKER, 'static get title').replace('getSync(', 'String(') })
  commit(folder)
  expect((await orm(folder, 'src/card.ts', '--markers', '--check')).exitCode).toBe(0)
  expect(await orm(folder, '--markers')).toMatchObject({ exitCode: 0, error: '' })
  expect(contents(folder)['src/card.ts']).not.toContain('orm-codemod')
})

test.each([
  ['--entry nowhere.ts#heading', 'nowhere.ts is no file of the project'],
  ['--entry src/main.ts#footer', 'src/main.ts exports no footer. It exports heading, other.'],
  ['--entry heading', 'names no file. It is written as file#export'],
  ['--keep footer', 'no file of the project exports footer'],
  ['--twin-name Async', 'gives twins no name'],
  ['--from nowhere', '--from nowhere: git knows no commit or branch of that name'],
])('%s is refused', async (args, message) => {
  const ran = await orm(repository(USED_TWICE), ...args.split(' '), '--dry')
  expect(ran.error).toContain(message)
  expect(ran.exitCode).toBe(2)
})

test('--from begins in files that changed, committed or not, and in new ones', async () => {
  const folder = repository(USED_TWICE)
  expect((await orm(folder, '--from', 'HEAD', '--check')).exitCode).toBe(0)
  write(folder, { 'src/new.ts': USED_TWICE['src/page.ts'].replace('title', 'footer') })
  const { out } = await orm(folder, '--from', 'HEAD', '--dry', '--explain')
  expect(out).toContain('1 call site found, 1 migrated')
  expect(out).toContain('src/new.ts')
})

test('--strict exits 1 where boundaries are left, which --keep makes', async () => {
  const folder = repository(USED_TWICE)
  const ran = await orm(folder, '--strict', '--keep', 'src/main.ts#other')
  expect(ran.exitCode).toBe(1)
  expect(ran.out).toContain('kept (1)')
  expect((await orm(folder, '--strict', '--force')).exitCode).toBe(0)
})
