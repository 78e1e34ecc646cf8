import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Generates the client of a folder's `schema.prisma` into its folder `generated`, where that is not there yet for this
 * schema and this version. It takes a second and no network. Processes that do so at the same time don't get in each
 * other's way: each generates in a folder of its own, and the first one's stays.
 */
export function generatePrismaClient(folder: string): void {
  const schema = join(folder, 'schema.prisma')
  const target = join(folder, 'generated')
  const key = createHash('sha256').update(version).update(readFileSync(schema)).digest('hex')
  if (keyOf(target) === key) return

  const workshop = mkdtempSync(join(folder, 'generating-'))
  try {
    cpSync(schema, join(workshop, 'schema.prisma'))
    execFileSync(process.execPath, [command, 'generate', '--schema', 'schema.prisma'], {
      cwd: workshop,
      stdio: 'pipe',
      env: { ...process.env, ...OFFLINE },
    })
    const made = join(workshop, 'generated')
    writeFileSync(join(made, KEY), key)
    if (keyOf(target) === key) return
    if (existsSync(target)) renameSync(target, join(workshop, 'outdated'))
    renameSync(made, target)
  } catch (error) {
    if (keyOf(target) !== key) throw error
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

/** The file that says what a folder was generated from. */
const KEY = '.key'

function keyOf(folder: string): string | undefined {
  const file = join(folder, KEY)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

const manifest = createRequire(import.meta.url).resolve('prisma/package.json')
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
const command = join(manifest, '../build/index.js')

/** Generating needs no engine; without these it would download some, and ask for a newer version of itself. */
const OFFLINE = {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_QUERY_ENGINE_BINARY: process.execPath,
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
}
