import { expect, test } from 'vitest'
import { docsPage } from '../src/docs-page.ts'
import { parseFixture } from '../src/fixture.ts'

test('a docs page is a head and the fixtures one heading deeper, with their markers and labels', () => {
  const fixture = parseFixture(
    `---
rule: no-floating-query
world: orm-runtime
---

# Queries

Words.

## Two files

\`\`\`ts before run
# not a heading
call() // <- a-rule
\`\`\`

\`\`\`ts before file=other.ts
other()
\`\`\`

\`\`\`ts after todo
await call()
\`\`\`

## Left alone

\`\`\`ts before
nothing()
\`\`\`
`,
    'fixtures/floating/queries.md',
  )
  const subject = { name: 'orm/a-rule', description: 'Says what it does.', notices: ['One.', 'Two.'] }
  expect(docsPage(subject, [fixture]))
    .toBe(`<!-- Generated from the fixtures by \`npm run docs\`; change those instead. -->

# \`orm/a-rule\`

Says what it does.

- One.
- Two.

## Queries

Words.

### Two files

Before:

\`\`\`ts
# not a heading
call() // <- a-rule
\`\`\`

Before, \`other.ts\`:

\`\`\`ts
other()
\`\`\`

After, not made yet:

\`\`\`ts
await call()
\`\`\`

### Left alone

\`\`\`ts
nothing()
\`\`\`

[The fixture of this text](../../fixtures/floating/queries.md)
`)
})
