import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'

const cli = join(import.meta.dirname, '../../packages/codemod/dist/cli.js')

/** The parts of the codemod's `--json` document that are printed here. */
interface Report {
  readonly sites: { readonly found: number; readonly migrated: number; readonly blocked: number }
  readonly units: readonly { readonly status: string }[]
  readonly boundaries: readonly (Place & Boundary)[]
  readonly stops: readonly (Place & Reason)[]
  readonly warnings: readonly (Place & { readonly message: string })[]
  readonly diagnostics: { readonly before: number; readonly after: number }
}

interface Place {
  readonly file: string
  readonly line: number
}

interface Boundary {
  readonly reason: string
  readonly chain: readonly string[]
  readonly alternative: string
}

interface Reason {
  readonly reason: string
  readonly message: string
}

/** Migrates the shop in a folder that is a git repository and prints what changed, what did not, and why. */
export function migrateShop(folder: string) {
  const report = JSON.parse(run(folder, process.execPath, [cli, 'async', '--unsafe', '--json'])) as Report
  const { sites, units, boundaries, stops, warnings, diagnostics } = report
  console.log(run(folder, 'git', ['diff', '--stat=100']).trimEnd())
  writeFileSync(join(folder, '../migration.diff'), run(folder, 'git', ['diff']))
  console.log('The whole diff is in .demo/migration.diff.\n')
  console.log(`call sites: ${sites.found} found, ${sites.migrated} migrated, ${sites.blocked} left`)
  for (const status of ['applied', 'blocked', 'rolled-back']) {
    console.log(`units ${status}: ${units.filter((unit) => unit.status === status).length}`)
  }
  console.log(`compiler errors: ${diagnostics.before} before, ${diagnostics.after} after`)
  console.log(`\nboundaries: ${boundaries.length}`)
  for (const { reason, chain, alternative, ...place } of boundaries) {
    console.log(`  ${at(place)}  ${reason}: ${chain.join(' → ')}\n    ${alternative}`)
  }
  console.log(`\nplaces where awaits stay in line: ${stops.length}`)
  for (const { reason, message, ...place } of stops) console.log(`  ${at(place)}  ${reason}: ${message}`)
  console.log(`\nwarnings: ${warnings.length}`)
  for (const { message, ...place } of warnings) console.log(`  ${at(place)}  ${message}`)
}

function at({ file, line }: Place): string {
  return `${file}:${line}`
}
