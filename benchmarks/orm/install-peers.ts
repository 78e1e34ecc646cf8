import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname

/**
 * Installs the other libraries from the lock file beside this, unless that is done, and generates Prisma's clients.
 * What can't be had is missing in the tables, which say so.
 */
export function installPeers(): void {
  if (!isInstalled()) {
    console.error('Installing the libraries to compare with')
    run('npm', ['ci', '--no-audit', '--no-fund'])
  }
  for (const provider of ['sqlite', 'postgresql']) {
    // An installation removes it, so that it is never older than the library.
    if (existsSync(join(folder, `node_modules/.prisma-${provider}`))) continue
    run('npx', ['prisma', 'generate', '--schema', `prisma/${provider}.prisma`])
  }
}

/** npm writes its own lock file last. */
function isInstalled(): boolean {
  const installed = join(folder, 'node_modules/.package-lock.json')
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    // Prisma would download engines which generating a client does not use.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_QUERY_ENGINE_BINARY: '/bin/true' },
  })
  if (status === 0) return
  console.error(`\`${command} ${args.join(' ')}\` failed: ${error?.message ?? `${stdout}${stderr}`}`)
}
