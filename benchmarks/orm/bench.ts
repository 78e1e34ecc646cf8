// npm run bench:orm: orm-runtime beside the drivers and other libraries, on SQLite and PostgreSQL.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installPeers } from './install-peers.ts'
import { lineup, type Absent, type DatabaseName, type Entrant } from './lineup.ts'
import type { ReportRow, Task } from './measure-database.ts'
import { servePostgres } from './serve-postgres.ts'
import { verdicts } from './targets.ts'
import { writeReport } from './write-report.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    postgres: { type: 'string' },
    only: { type: 'string', default: '' },
  },
})
const seconds = options.quick ? 15 : 110

const started = performance.now()
const [otherWork = 0] = loadavg()
installPeers()
const parts = [machine()]
let missed = 0
for (const [database, measureDatabase] of [
  ['sqlite', measureSqlite],
  ['postgres', measurePostgres],
] as const) {
  const entrants = chosen(database)
  if (entrants.length < 2) continue
  const rows = await measureDatabase(entrants)
  parts.push(writeReport(database, rows))
  missed += verdicts(database, rows).filter(({ met }) => !met).length
}
const report = parts.join('\n\n')
console.log(report)
if (options.write) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), `# Results\n\n${report}\n`)
console.log(`\nThe benchmark took ${Math.round((performance.now() - started) / 1000)} s.`)
if (missed > 0) {
  console.log(`${missed} targets are missed; they are marked above.`)
  process.exitCode = 1
}

/** The driver by hand, and the libraries that were asked for. */
function chosen(database: DatabaseName): readonly (Entrant | Absent)[] {
  const isAsked = (file: string) => `${database}/${file}`.includes(options.only)
  return lineup[database].filter(
    (entrant, index) => index === 0 || isAsked('module' in entrant ? entrant.module : entrant.name),
  )
}

async function measureSqlite(entrants: Task['entrants']): Promise<readonly ReportRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orm-benchmark-'))
  try {
    return await measure({ database: 'sqlite', entrants, address: folder, seconds })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measurePostgres(entrants: Task['entrants']): Promise<readonly ReportRow[]> {
  const server = await servePostgres(options.postgres)
  try {
    return await measure({ database: 'postgres', entrants, address: server.url, seconds })
  } finally {
    await server.close()
  }
}

/** In a process of its own, where only one database is connected and garbage is collected between turns. */
function measure(task: Task): Promise<readonly ReportRow[]> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'measure-database.ts'), {
      execArgv: ['--import', 'tsx', '--expose-gc'],
      // A library's own remarks don't belong among the tables.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.on('message', (rows) => resolve(rows as readonly ReportRow[]))
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`Measuring ${task.database} ended with exit code ${code}.`)))
    child.send(task)
  })
}

/** What the figures depend on, and nobody's name. */
function machine(): string {
  const busy = `, with a load of ${otherWork.toFixed(1)} before it began`
  return `${availableParallelism()} processors, Node ${process.versions.node}${otherWork < 0.5 ? '' : busy}.`
}
