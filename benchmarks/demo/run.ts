import { spawnSync } from 'node:child_process'

/** What a command prints, run in a folder. Throws what it says if it exits with a code that is not among `accepted`. */
export function run(
  folder: string,
  command: string,
  args: readonly string[],
  accepted: readonly number[] = [0],
): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error) throw error
  if (status === null || !accepted.includes(status)) {
    throw new Error(`\`${[command, ...args].join(' ')}\` in ${folder} exited with ${status}\n${stdout}${stderr}`)
  }
  return stdout
}
