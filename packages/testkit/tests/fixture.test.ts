import { describe, expect, test } from 'vitest'
import { parseFixture } from '../src/fixture.ts'

describe('a page', () => {
  test('gives its front matter, its title and its cases', () => {
    const fixture = parseFixture(page({}), 'fixtures/floating/page.md')
    expect(fixture).toMatchObject({ rule: 'no-floating-query', world: 'orm-runtime', options: '', title: 'Title' })
    expect(fixture.cases.map(({ title, slug, main, line }) => ({ title, slug, main, line }))).toEqual([
      { title: 'A case: `x`', slug: 'a-case-x', main: 'main.ts', line: 10 },
    ])
    expect(fixture.body.indexOf('# Title') + fixture.bodyLine).toBe(6)
  })

  test('names a case after all headings above it', () => {
    const text = page({ after: '## Left alone\n\n### A reader\n\n```ts before\nread()\n```\n' })
    expect(parseFixture(text, 'page.md').cases.at(-1)?.title).toBe('Left alone › A reader')
  })

  test('may be about a rule and a transform, and apply unsafe rewrites', () => {
    const text = page({ matter: 'rule: no-sequential-queries\ntransform: parallel\nworld: drizzle\noptions: --unsafe' })
    expect(parseFixture(text, 'page.md')).toMatchObject({
      transform: 'parallel',
      world: 'drizzle',
      options: '--unsafe',
    })
  })

  test('may be linted without types, and has then no world', () => {
    const text = page({ matter: 'types: traced', blocks: ['```js before\na()\n```', '```js\nprose()\n```'] })
    const { types, cases } = parseFixture(text, 'page.md')
    expect({ types, files: cases.map(({ main, before }) => [main, ...before.keys()]) }).toEqual({
      types: 'traced',
      files: [['main.js', 'main.js']],
    })
  })
})

describe('a case', () => {
  test('holds several files, of which some change', () => {
    const text = page({
      blocks: [
        '```ts before run\nimport "./other.js"\n```',
        '```ts before file=other.ts\na()\n```',
        '```ts after file=other.ts todo\nb()\n```',
      ],
    })
    const [only] = parseFixture(text, 'page.md').cases
    expect(only).toMatchObject({ run: true, todo: true, main: 'main.ts' })
    expect([...only!.before].map(([name, code]) => [name, code.text])).toEqual([
      ['main.ts', 'import "./other.js"\n'],
      ['other.ts', 'a()\n'],
    ])
    expect([...only!.after].map(([name, code]) => [name, code.text])).toEqual([['other.ts', 'b()\n']])
  })

  test('calls its first file as its first block says', () => {
    const text = page({ blocks: ['```ts before file=job.cts\na()\n```', '```ts after\nb()\n```'] })
    const [only] = parseFixture(text, 'page.md').cases
    expect(only).toMatchObject({ main: 'job.cts' })
    expect([...only!.after.keys()]).toEqual(['job.cts'])
  })

  test('keeps blocks of other languages for prose', () => {
    const text = page({ blocks: ['```sql\nselect 1\n```', '```ts before\na()\n```'] })
    expect(parseFixture(text, 'page.md').cases).toHaveLength(1)
  })
})

describe('markers', () => {
  test('of carets mark columns of the line above, and are stripped', () => {
    const { text, markers } = codeOf('  user.asave()\n//^^^^^^^^^^^^ no-floating-query: `user.asave()` starts')
    expect(text).toBe('  user.asave()\n')
    expect(markers).toEqual([
      {
        kind: 'rule',
        name: 'no-floating-query',
        reported: true,
        line: 1,
        columns: { start: 2, end: 14 },
        message: '`user.asave()` starts',
        pageLine: 12,
      },
    ])
  })

  test('may stand several below one line', () => {
    const { text, markers } = codeOf('a(b())\n//^^^ first\n//^ second\nc()')
    expect(text).toBe('a(b())\nc()\n')
    expect(markers.map(({ name, line }) => [name, line])).toEqual([
      ['first', 1],
      ['second', 1],
    ])
  })

  test('behind the code mark the line without columns', () => {
    const { text, markers } = codeOf('a()\nuser.asave() // <- no-floating-query: `user')
    expect(text).toBe('a()\nuser.asave()\n')
    expect(markers).toMatchObject([{ line: 2, message: '`user' }])
    expect(markers[0]).not.toHaveProperty('columns')
  })

  test('name boundaries, stop reasons and known misses', () => {
    const { text, markers } = codeOf(
      'a() // <- boundary sync-callback\nb() // <- stop guard\nc()\n// todo: no-floating-query: not followed yet\nd() // <- warning: it',
    )
    expect(text).toBe('a()\nb()\nc()\nd()\n')
    expect(markers.map(({ kind, name, reported, line }) => [kind, name, reported, line])).toEqual([
      ['boundary', 'sync-callback', true, 1],
      ['stop', 'guard', true, 2],
      ['rule', 'no-floating-query', false, 3],
      ['warning', 'warning', true, 4],
    ])
  })

  test('leave ordinary comments alone', () => {
    const { text, markers } = codeOf('// a <- b\na() // note\n// todo later')
    expect(text).toBe('// a <- b\na() // note\n// todo later\n')
    expect(markers).toEqual([])
  })
})

test.each([
  ['no front matter', '# Title\n', 'page.md:1: front matter is missing; begin the page with `---`'],
  ['an unknown key', page({ matter: 'rules: x' }), 'page.md:2: `rules: x` is no front matter; the keys are `rule`,'],
  ['an unknown transform', page({ matter: 'transform: batch\nworld: x' }), "page.md:2: `transform` can't be `batch`;"],
  [
    'an unknown rule',
    page({ matter: 'rule: no-query\nworld: x' }),
    "page.md:2: `rule` can't be `no-query`; it takes `no-",
  ],
  ['no subject', page({ matter: 'world: x' }), 'page.md:1: the page is about nothing; add `rule: <name>`'],
  [
    'a world without types',
    page({ matter: 'types: traced\nworld: knex' }),
    'page.md:1: a page with `types: traced` has no world',
  ],
  ['no world', page({ matter: 'rule: no-floating-query' }), 'page.md:1: the page has no world; add `world: <name>`'],
  ['no title', page({ title: 'Words' }), 'page.md:8: the page has no title; add `# Title`'],
  ['no case', page({ blocks: [] }), 'page.md:5: the page has no case; add a heading and a block `ts before`.'],
  ['no heading', page({ heading: '' }), 'page.md:10: the block stands under no heading; give the case one'],
  ['no role', page({ blocks: ['```ts\na()\n```'] }), 'page.md:10: this block says neither `before` nor `after`;'],
  ['a wrong flag', page({ blocks: ['```ts before todo\na()\n```'] }), 'page.md:10: `todo` is not known here; `before`'],
  ['an open block', page({ blocks: ['```ts before\na()'] }), 'page.md:10: the block is not closed;'],
  ['after first', page({ blocks: ['```ts after\na()\n```'] }), 'page.md:10: an `after` block comes before its'],
  [
    'a second before',
    page({ blocks: ['```ts before\na()\n```', '```ts before\na()\n```'] }),
    'page.md:14: the case has two `before`',
  ],
  [
    'an after of its own',
    page({ blocks: ['```ts before\na()\n```', '```ts after file=b.ts\na()\n```'] }),
    'page.md:14: b.ts has no `before` block; no transform adds a file.',
  ],
  [
    'a title twice',
    page({ after: '## Other\n\n```ts before\n```\n## A case: x\n```ts before\n```\n' }),
    'page.md:19: two',
  ],
  ['a caret above', page({ blocks: ['```ts before\n//^^ rule\n```'] }), 'page.md:11: a marker stands above all code;'],
  ['a nameless caret', page({ blocks: ['```ts before\na()\n//^^\n```'] }), 'page.md:12: `` is no marker; write'],
  [
    'a stop and no transform',
    page({ blocks: ['```ts before\na()\nb() // <- stop guard\n```'] }),
    'page.md:12: `stop guard` is what a transform says, and the page has none; add `transform: parallel` to its front',
  ],
  [
    'a warning and no transform',
    page({ blocks: ['```ts before\na() // <- warning: it\n```'] }),
    'page.md:11: `warning` is what a transform says, and the page has none; add `transform: async` to its front matter',
  ],
  ['a miss without why', page({ blocks: ['```ts before\na()\n// todo: rule\n```'] }), 'page.md:12: the known miss of'],
])('a page with %s is refused with place and remedy', (_, text, message) => {
  expect(() => parseFixture(text, 'page.md')).toThrow(
    expect.objectContaining({ name: 'FixtureError', message: expect.stringContaining(message) as string }),
  )
})

interface PageParts {
  matter?: string
  title?: string
  heading?: string
  blocks?: string[]
  after?: string
}

function page(parts: PageParts) {
  const { matter, title = '# Title', heading = '## A case: `x`', blocks = ['```ts before\na()\n```'] } = parts
  const head = `---\n${matter ?? 'rule: no-floating-query\nworld: orm-runtime'}\n---\n\n${title}\n\n${heading}\n\n`
  return `${head}${blocks.map((block) => `${block}\n\n`).join('')}${parts.after ?? ''}`
}

const ASYNC = 'transform: async\nworld: orm-runtime'

function codeOf(code: string) {
  return parseFixture(
    page({ matter: ASYNC, blocks: ['```ts before\n' + code + '\n```'] }),
    'page.md',
  ).cases[0]!.before.get('main.ts')!
}
