import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseFixture, type Fixture } from './fixture.ts'

/**
 * Reads all pages in the folders of `root`, in the order of their names. File names are relative to the folder above it.
 * README.md and the folder `apps` hold no cases. Throws `FixtureError` for a page that can't be read.
 */
export function readFixtures(root: string): Fixture[] {
  return pagesIn(root)
    .sort()
    .map((page) => parseFixture(readFileSync(page, 'utf8'), relative(join(root, '..'), page).split(sep).join('/')))
}

function pagesIn(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'apps')
    .flatMap((folder) => readdirSync(join(root, folder.name)).map((name) => join(root, folder.name, name)))
    .filter((page) => page.endsWith('.md'))
}
