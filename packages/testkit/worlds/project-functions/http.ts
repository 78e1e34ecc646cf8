import { execFileSync } from 'node:child_process'

const READ = 'fetch(process.argv[1]).then((answer) => answer.text()).then((text) => process.stdout.write(text))'

/** Answers the JSON document at `url`, blocking the event loop until it has arrived. */
export function getJsonSync(url: string): unknown {
  return JSON.parse(execFileSync(process.execPath, ['-e', READ, url], { encoding: 'utf8' }))
}

/** Answers the JSON document at `url`. */
export async function getJson(url: string): Promise<unknown> {
  const answer = await fetch(url)
  return answer.json()
}

/** Waits for `ms` milliseconds, blocking the event loop. */
export function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
