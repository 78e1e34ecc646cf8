import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { docsPages, END_OF_HEAD, readFixtures } from 'testkit'
import { parityPage } from '../packages/orm-runtime/tests/parity/parity-page.ts'
import { sections } from '../packages/orm-runtime/tests/parity/sections.ts'
import { optionsPage } from './options-page.ts'

/**
 * `npm run docs` writes docs/rules, docs/profiles, docs/transforms, docs/options.md and docs/django-parity.md; with `--check` it writes nothing, names the files that differ
 * and exits with 1.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const pages = new Map([
  ...docsPages(readFixtures(join(root, 'fixtures'))),
  ['docs/django-parity.md', parityPage(sections)] as const,
  [
    'docs/options.md',
    await format(optionsPage(), { ...(await resolveConfig(join(root, 'docs/options.md'))), parser: 'markdown' }),
  ] as const,
])
const stale = [...pages.keys()].filter((page) => withoutHead(readPage(page)) !== pages.get(page))
const orphans = ['docs/rules', 'docs/profiles', 'docs/transforms'].flatMap(pagesIn).filter((page) => !pages.has(page))

if (process.argv.includes('--check')) {
  for (const page of stale) console.error(`${page} is not what its fixtures or tests say.`)
  for (const page of orphans) console.error(`${page} has no fixture.`)
  if (stale.length + orphans.length > 0) {
    console.error('Run `npm run docs` and commit what it writes.')
    process.exitCode = 1
  }
} else {
  for (const page of stale) {
    mkdirSync(dirname(join(root, page)), { recursive: true })
    writeFileSync(join(root, page), headOf(readPage(page)) + pages.get(page)!)
  }
  for (const page of orphans) rmSync(join(root, page))
  console.log(`${pages.size} pages, ${stale.length} written, ${orphans.length} removed.`)
}

/** The head of a rule's page is eslint-doc-generator's business; other pages have none. */
function headOf(page = '') {
  return page.slice(0, Math.max(page.indexOf(END_OF_HEAD), 0))
}

function withoutHead(page: string | undefined) {
  return page?.slice(headOf(page).length)
}

function readPage(page: string) {
  const file = join(root, page)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function pagesIn(folder: string) {
  const path = join(root, folder)
  return existsSync(path) ? readdirSync(path).map((name) => relative(root, join(path, name))) : []
}
