import { expect, test } from 'vitest'
import { checkWorld } from '../src/check-world.ts'
import { parseFixture } from '../src/fixture.ts'
import { loadWorld } from '../src/world.ts'

const PAGE = `---
transform: async
world: orm-runtime
---

# Cases that are wrong

## A type error

${block('before', `export const count: string = User.objects.count()`)}

## A report that nothing marks

${block('before', `export async function find() {`, `  return User.objects.get({ id: 1 })`, `}`)}

## Another output than was expected

${block('before run', `console.log(User.objects.count())`)}

${block('after', `console.log((await User.objects.acount()) + 1)`)}

## A boundary that nothing marks

${block('before', `export class Users {`, `  count = User.objects.count()`, `}`)}

## A boundary that is none

${block('before', `export const users = User.objects.all() // <- boundary class-field`)}

## An output that is not stable

${block('before', `export const count = 1`)}

${block('after', `export const count = User.objects.count()`)}
`

test('a case that is wrong is told with its line', async () => {
  const fixture = parseFixture(PAGE, 'fixtures/wrong/page.md')
  const outcomes = await checkWorld(loadWorld('orm-runtime'), [fixture])
  const [typeError, unmarked, other, boundary, none, unstable] = fixture.cases.map((each) => outcomes.get(each)!)

  expect(typeError?.diagnostics.before).toEqual(["13: Type 'number' is not assignable to type 'string'."])
  expect(unmarked?.lint.before).toEqual([expect.stringMatching(/^22: reported and not marked: no-blocking-query/)])
  expect(unmarked?.output.before).not.toEqual(unmarked?.expected)
  expect(other?.output.before).not.toEqual(other?.expected)
  expect(other?.printed).toEqual({ before: { lines: ['3'] }, after: { lines: ['4'] } })
  expect(boundary?.places).toEqual([expect.stringMatching(/^46: reported and not marked: boundary class-field/)])
  expect(none?.places).toEqual(['55: marked and not reported: boundary class-field'])
  expect(unstable?.output.after).not.toEqual(unstable?.expected)
}, 120_000)

test('a case that is executed needs a world with a database', async () => {
  const page = PAGE.replace('world: orm-runtime', 'world: knex')
  await expect(checkWorld(loadWorld('knex'), [parseFixture(page, 'page.md')])).rejects.toThrow(
    'page.md:28: the world `knex` has no database.ts, so nothing can be executed in it; take `run` away, or add ' +
      'packages/testkit/worlds/knex/database.ts.',
  )
})

test('a world that there is not is answered with those that there are', () => {
  expect(() => loadWorld('atlantis')).toThrow(
    /^There is no world `atlantis`; packages\/testkit\/worlds has .*drizzle, .*orm-runtime, .*project-functions/,
  )
})

function block(words: string, ...lines: string[]) {
  return ['```ts ' + words, "import { User } from '../models.js'", '', ...lines, '```'].join('\n')
}
