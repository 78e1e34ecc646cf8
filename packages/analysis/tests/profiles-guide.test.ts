import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { profileSchema } from '../scripts/profile-schema.ts'
import { findBlockingCalls } from '../src/passes/queries/find-blocking-calls.ts'
import { findQueries } from '../src/passes/queries/find-queries.ts'
import { readUserProfiles } from '../src/profiles/user-profile.ts'
import { excerpt } from '../src/syntax/excerpt.ts'
import { analysed, FOLDER } from './analysed.ts'

const guide = readFileSync(new URL('../../../docs/profiles.md', import.meta.url), 'utf8')

test('the example of docs/profiles.md is read as the page says', () => {
  const config: unknown = JSON.parse(/```json\n(.+?)```/s.exec(guide)?.[1] ?? '')
  const files = Array.from(guide.matchAll(/```ts file=(\S+)\n(.+?)```/gs), ([, name = '', text = '']) => [name, text])
  const profiles = readUserProfiles(config, FOLDER, 'docs/profiles.md')
  const context = analysed(Object.fromEntries(files) as Record<string, string>, profiles)
  const main = context.unit('main.ts')
  expect(findQueries(context, main).map(({ member, mode }) => `${member} ${mode}`)).toEqual([
    'openSync blocking',
    'where lazy',
    'getSync blocking',
    'first eager',
  ])
  expect(findBlockingCalls(context, main).map(({ node }) => excerpt(node))).toEqual([
    'openSync(…)',
    'store.getSync(id)',
  ])
})

test('docs/profiles.md names every column', () => {
  const { definitions } = profileSchema() as { definitions: Record<string, Definition> }
  const columns = Object.values(definitions).flatMap((one) => Object.keys((one.else ?? one).properties ?? {}))
  expect(columns.filter((column) => !guide.includes(`\`${column}\``))).toEqual([])
})

interface Definition {
  readonly properties?: object
  readonly else?: { readonly properties?: object }
}
