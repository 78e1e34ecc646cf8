// `npm run demo`: lints the synchronous shop, migrates a copy, proves that the copy works, and measures both under load.
import { copyFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { copyShop } from './copy-shop.ts'
import { lintShop } from './lint-shop.ts'
import { measureShop, type Row } from './measure-shop.ts'
import { migrateShop } from './migrate-shop.ts'
import { printTable } from './print-table.ts'
import { run } from './run.ts'
import { serveUpstream } from './served-shop.ts'
import { printVerdict } from './verdict.ts'

const USERS = 10_000
/** How long each service takes to answer, in milliseconds. */
const SERVICE_DELAY = 100
/** How long each endpoint is under load, at each concurrency. */
const SECONDS = 3

const folder = join(import.meta.dirname, '../../.demo')
const before = join(folder, 'before')
const after = join(folder, 'after')
const started = performance.now()
const [otherWork = 0] = loadavg()

title('Two copies of fixtures/apps/shop, in .demo/before and .demo/after')
for (const copy of [before, after]) {
  rmSync(copy, { recursive: true, force: true })
  copyShop(copy)
}
run(before, 'npm', ['run', 'build', '--silent'])

title('What eslint-plugin-orm says of it')
lintShop(before)

title('orm-codemod async --unsafe, in .demo/after')
migrateShop(after)

title('The migrated shop: type check, its own tests, lint')
run(after, 'npm', ['run', 'build', '--silent'])
console.log('tsc: no errors')
for (const [name, copy] of [
  ['before', before],
  ['after', after],
] as const) {
  const report = run(copy, 'npm', ['test', '--silent'])
  console.log(
    `tests ${name}: ${/^# pass (\d+)/m.exec(report)?.[1]} passed, ${/^# fail (\d+)/m.exec(report)?.[1]} failed`,
  )
}
lintShop(after)

title(`Both served with ${USERS.toLocaleString('en')} users and ${(5 * USERS).toLocaleString('en')} orders`)
console.log(`Each of the three services answers after ${SERVICE_DELAY} ms.`)
if (otherWork > 2 * availableParallelism()) {
  const load = `a load of ${otherWork.toFixed(0)} on ${availableParallelism()} processors`
  console.log(`This machine was busy before the demo (${load}): the figures hold its other work too.`)
}
const rows = await measureBoth()
printTable(rows.before, rows.after)
const met = printVerdict(rows, SERVICE_DELAY)
console.log(`\nThe demo took ${Math.round((performance.now() - started) / 1000)} s.`)
if (!met) process.exitCode = 1

async function measureBoth(): Promise<{ before: Row[]; after: Row[] }> {
  run(before, 'npm', ['run', 'seed', '--silent', '--', 'demo.db', String(USERS)])
  copyFileSync(join(before, 'demo.db'), join(after, 'demo.db'))
  const upstream = await serveUpstream(before, SERVICE_DELAY)
  const load = { urls: upstream.urls, users: USERS, seconds: SECONDS }
  try {
    return {
      before: await measureShop(before, join(before, 'demo.db'), load),
      after: await measureShop(after, join(after, 'demo.db'), load),
    }
  } finally {
    upstream.stop()
  }
}

function title(text: string) {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 106 - text.length))}\n`)
}
