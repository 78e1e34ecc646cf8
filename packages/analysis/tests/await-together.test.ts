import { expect, test } from 'vitest'
import { inferIndependence } from '../src/passes/independence/infer-independence.ts'
import { builtInProfiles } from '../src/profiles/built-in-profiles.ts'
import { applyEdits } from '../src/rewriting/apply-edits.ts'
import { awaitTogether } from '../src/rewriting/await-together.ts'
import { analysed } from './analysed.ts'
import { SUPPORT } from './independence-cases.ts'

interface RewriteCase {
  readonly name: string
  readonly before: string
  readonly after: string
}

const A = 'await User.objects.acount()'
const [USERS, ORDERS] = ['User.objects.acount()', 'Order.objects.acount()']

const CASES: readonly RewriteCase[] = [
  {
    name: 'several declarators',
    before: `const a = ${A},\n  b = await ${ORDERS}`,
    after: `const [a, b] = await Promise.all([${USERS}, ${ORDERS}])`,
  },
  {
    name: 'semicolons and types',
    before: `const a: number = ${A};\nconst b = await ${ORDERS};`,
    after: `const [a, b]: [number, number] = await Promise.all([${USERS}, ${ORDERS}]);`,
  },
  {
    name: 'an assignment begins with a bracket',
    before: `async function f() {\n  let a, b\n  let c = 1\n  a = ${A}\n  b = await ${ORDERS}\n}`,
    after: `async function f() {\n  let a, b\n  let c = 1\n  ;[a, b] = await Promise.all([${USERS}, ${ORDERS}])\n}`,
  },
  {
    name: 'patterns in parentheses',
    before: `async function f() {\n  let n, m;\n  ({ n } = await User.objects.aaggregate({ n: Count() }));\n  ({ m } = await Order.objects.aaggregate({ m: Count() }));\n}`,
    after: `async function f() {\n  let n, m;\n  [{ n }, { m }] = await Promise.all([\n    User.objects.aaggregate({ n: Count() }),\n    Order.objects.aaggregate({ m: Count() }),\n  ]);\n}`,
  },
  {
    name: 'holes and no names',
    before: `${A}\nawait ${ORDERS}\nconst c = await User.objects.aexists()\nawait ${ORDERS}`,
    after: `const [, , c] = await Promise.all([\n  ${USERS},\n  ${ORDERS},\n  User.objects.aexists(),\n  ${ORDERS},\n])`,
  },
  {
    name: 'no name at all',
    before: `${A}\nawait (${ORDERS})\n`,
    after: `await Promise.all([${USERS}, ${ORDERS}])\n`,
  },
  {
    name: 'comments stay beside their element',
    before: `// all\nconst a = ${A} // users\n// the orders\nconst b = await ${ORDERS} // orders\nb`,
    after: `// all\nconst [a, b] = await Promise.all([\n  ${USERS}, // users\n  // the orders\n  ${ORDERS},\n]) // orders\nb`,
  },
  {
    name: 'comments in odd places are not lost',
    before: `const a /* 1 */ = /* 2 */ ${A} /* 3 */;\nconst /* 4 */ b = await /* 5 */ (${ORDERS} /* 6 */);`,
    after: `const [a, b] = await Promise.all([\n  /* 1 */\n  /* 2 */\n  ${USERS}, /* 3 */\n  /* 4 */\n  /* 5 */\n  ${ORDERS}, /* 6 */\n]);`,
  },
  {
    name: 'elements of several lines move in, template literals keep theirs',
    before: `const a = await User.objects.filter({\n  name: \`x\n y\`,\n}).acount()\nconst b = await ${ORDERS}`,
    after: `const [a, b] = await Promise.all([\n  User.objects.filter({\n    name: \`x\n y\`,\n  }).acount(),\n  ${ORDERS},\n])`,
  },
  {
    name: 'what stands between goes behind, with its comments',
    before: `const a = ${A}\n// say so\nconsole.log('x') // said\nconst b = await ${ORDERS} // orders\nb`,
    after: `const [a, b] = await Promise.all([${USERS}, ${ORDERS}]) // orders\n// say so\nconsole.log('x') // said\nb`,
  },
  {
    name: 'or before, where an element needs it',
    before: `const a = ${A}\nconst where = { total: 1 }\nconst b = await Order.objects.filter(where).acount()`,
    after: `const where = { total: 1 }\nconst [a, b] = await Promise.all([${USERS}, Order.objects.filter(where).acount()])`,
  },
  {
    name: 'what goes behind may begin like an expression goes on',
    before: `const a = ${A}\n;(console.log)(a)\nconst b = await ${ORDERS}`,
    after: `const [a, b] = await Promise.all([${USERS}, ${ORDERS}])\n;(console.log)(a)`,
  },
  {
    name: 'tabs',
    before: `{\n\tconst a = ${A} // a\n\tconst b = await ${ORDERS}\n}`,
    after: `{\n\tconst [a, b] = await Promise.all([\n\t\t${USERS}, // a\n\t\t${ORDERS},\n\t])\n}`,
  },
  {
    name: 'gather, beside an import of its module',
    before: `import { gather as together } from 'orm-runtime/gather'\nconst a = await User.objects.aget({ id: 1 })\nconst b = await Order.objects.aget({ id: 1 })`,
    after: `import { gather as together } from 'orm-runtime/gather'\nconst [a, b] = await together(() => User.objects.aget({ id: 1 }), () => Order.objects.aget({ id: 1 }))`,
  },
  {
    name: 'gather under another name',
    before: `const gather = 1\nconst a = await User.objects.aget({ id: 1 })\nconst b = await Order.objects.aget({ id: 1 })`,
    after: `const gather = 1\nconst [a, b] = await gather2(() => User.objects.aget({ id: 1 }), () => Order.objects.aget({ id: 1 }))`,
  },
]

const IMPORT = `import { Order, User } from '../models.js'\nimport { Count } from 'orm-runtime'\n`
const program = analysed(
  {
    ...SUPPORT,
    ...Object.fromEntries(CASES.map(({ before }, index) => [`case${index}/main.ts`, `${IMPORT}${before}`])),
  },
  builtInProfiles,
)

test.each(CASES.map((one, index) => [one.name, one, index] as const))('%s', (_, { after }, index) => {
  const unit = program.unit(`case${index}/main.ts`)
  const { groups } = inferIndependence(program, unit)
  const output = applyEdits(
    unit.text,
    groups.flatMap((group) => awaitTogether(unit, group).edits),
  )
  const isGather = after.includes('gather2')
  const line = isGather ? `import { gather as gather2 } from 'orm-runtime/gather'\n` : ''
  expect(output).toBe(`${line}${IMPORT}${after}`)
})
