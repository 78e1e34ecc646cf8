import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { editorSession } from '../packages/eslint-plugin/tests/editor-session.ts'
import { writeGeneratedProject } from './generated-project.ts'
import { table } from './table.ts'

const KEYSTROKES = 40

/**
 * How long an editor waits for squiggles: the language server is kept open on a project of 500 files, one endpoint is typed
 * into, one letter at a time, and the sessions take turns, so that a slow second of the machine meets all of them.
 */
export async function measureEditor(): Promise<void> {
  const project = writeGeneratedProject(join(import.meta.dirname, '../.bench/editor'), 1)
  const configFile = join(import.meta.dirname, 'lint-config.js')
  const configs = ['type-checked', 'orm', 'type-checked-and-orm']
  const sessions = new Map(
    await Promise.all(
      configs.map(
        async (config) => [config, await editorSession(project.folder, { configFile, env: { LINT: config } })] as const,
      ),
    ),
  )
  const name = 'src/endpoints/endpoint-1.ts'
  const text = readFileSync(join(project.folder, name), 'utf8')
  const times = new Map<string, number[]>(configs.map((config) => [config, []]))
  for (const session of sessions.values()) await session.open(name, text)
  for (let letters = 1; letters <= KEYSTROKES; letters++)
    for (const [config, session] of sessions) {
      const start = performance.now()
      await session.type(name, `${text}\nexport const ${'a'.repeat(letters)} = ${letters}\n`)
      times.get(config)?.push(performance.now() - start)
    }
  for (const session of sessions.values()) session.close()
  const reference = median(times.get('type-checked') ?? [])
  const rows = [...times].map(([config, taken]) => [
    config,
    median(taken).toFixed(0),
    (median(taken) / reference).toFixed(2),
  ])
  console.log(`${project.files} files in the language server; median of ${KEYSTROKES} keystrokes\n`)
  console.log(`${table([['configuration', 'milliseconds', 'ratio'], ...rows])}\n`)
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}
