import type { TSESTree } from '@typescript-eslint/types'
import { expect, test } from 'vitest'
import { applyEdits } from '../src/rewriting/apply-edits.ts'
import { awaitExpression } from '../src/rewriting/await-expression.ts'
import { walk } from '../src/syntax/walk.ts'
import { analysed } from './analysed.ts'

/** Code in which each call of `q` is waited for, and what becomes of it. */
const CASES: Record<string, string> = {
  'q()': 'await q()',
  'return q()': 'return await q()',
  'const { name } = q()': 'const { name } = await q()',
  'f(q(), ...q())': 'f(await q(), ...(await q()))',
  '[q(), ...q()]': '[await q(), ...(await q())]',
  'const name = q().name': 'const name = (await q()).name',
  'const name = q()[0]': 'const name = (await q())[0]',
  'const name = (q()).name': 'const name = (await q()).name',
  'const name = q()?.name': 'const name = (await q())?.name',
  'const value = x.q()!': 'const value = (await x.q())!',
  'const value = x.q()!.name': 'const value = (await x.q())!.name',
  'const value = q() as string': 'const value = (await q()) as string',
  'const value = <string>q()': 'const value = <string>await q()',
  'const user = x?.q()': 'const user = await x?.q()',
  'const name = x?.q().name.first': 'const name = (await x?.q())?.name.first',
  'const name = x?.q()[0]': 'const name = (await x?.q())?.[0]',
  'const name = x?.q()()': 'const name = (await x?.q())?.()',
  'const name = x?.q()?.name': 'const name = (await x?.q())?.name',
  'const sum = q() + q()': 'const sum = (await q()) + (await q())',
  'const sum = q() ** 2': 'const sum = (await q()) ** 2',
  'const yes = !q()': 'const yes = !(await q())',
  'const one = q() ? q() : q()': 'const one = (await q()) ? await q() : await q()',
  'const one = q() ?? q()': 'const one = (await q()) ?? (await q())',
  'if (q()) f(`${q()}`)': 'if (await q()) f(`${await q()}`)',
  'q()`tagged`': '(await q())`tagged`',
  'q()()': '(await q())()',
  'new (q())()': 'new (await q())()',
  'class A extends q() {}': 'class A extends (await q()) {}',
  'f()\nq().name': 'f()\n;(await q()).name',
  'f();\nq().name': 'f();\n(await q()).name',
  'f()\nq()': 'f()\nawait q()',
  'if (x) { f() }\nq().name': 'if (x) { f() }\n(await q()).name',
  'const g = () => {}\nq().name': 'const g = () => {}\n;(await q()).name',
  'if (x)\n  q().name': 'if (x)\n  (await q()).name',
  'f() /* a; */\nq().name': 'f() /* a; */\n;(await q()).name',
  'for (const x of q()) f(x)': 'for (const x of await q()) f(x)',
  'const all = { a: q(), b: [q()] }': 'const all = { a: await q(), b: [await q()] }',
  'const user = <div a={q()}>{q().name}</div>': 'const user = <div a={await q()}>{(await q()).name}</div>',
}

const files = Object.fromEntries(
  Object.keys(CASES).map((code, index) => [`case-${index}.${code.includes('<div') ? 'tsx' : 'ts'}`, inFunction(code)]),
)
const context = analysed(files, [])

test.each(
  Object.entries(CASES).map(([code, expected], index) => ({ code, expected, file: Object.keys(files)[index]! })),
)('$code', ({ expected, file }) => {
  const unit = context.unit(file)
  const calls: TSESTree.CallExpression[] = []
  walk(unit.ast, (node) => {
    if (node.type === 'CallExpression' && /^(?:q|\w+\??\.q)$/.test(unit.text.slice(...node.callee.range)))
      calls.push(node)
  })
  expect(
    applyEdits(
      unit.text,
      calls.flatMap((call) => awaitExpression(unit, call)),
    ),
  ).toBe(inFunction(expected))
})

function inFunction(code: string): string {
  return `async function run() {\n${code}\n}`
}
