import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'

const shop = join(import.meta.dirname, '../../fixtures/apps/shop')

/** Copies the shop's sources into a folder, as a git repository of its own with nothing to commit. */
export function copyShop(folder: string) {
  cpSync(shop, folder, { recursive: true, filter: (path) => !/\/(dist|node_modules|.*\.db(-\w+)?)$/.test(path) })
  run(folder, 'git', ['init', '--quiet'])
  run(folder, 'git', ['add', '.'])
  run(folder, 'git', ['-c', 'user.name=demo', '-c', 'user.email=demo@localhost', 'commit', '--quiet', '-m', 'The shop'])
}
