import { spawn, spawnSync } from 'node:child_process'
import { PassThrough, Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { main } from '../src/main.ts'
import { CLI, contents, MIGRATED, orm, ormProcess, PROJECT, repository } from './cli.ts'

// What differs on a terminal: questions, the bar, colours.

const OTHER = PROJECT['src/page.ts'].replaceAll('title', 'subtitle')
const FILES = { ...PROJECT, 'src/other.ts': OTHER }
const OTHER_MIGRATED = MIGRATED['src/page.ts'].replaceAll('title', 'subtitle')

const KEYS = { apply: '\r', skip: '\u001B[B\r', all: '\u001B[B\u001B[B\r', quit: '\u001B[A\r', escape: '\u0003' }

/** Answers the questions of `--interactive` one after the other. */
async function answering(folder: string, ...answers: readonly (keyof typeof KEYS)[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const asked = new Set<string>()
  let error = ''
  const stderr = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        error += chunk.toString()
        for (const [question] of error.matchAll(/Change \d of \d, for \S+/g)) {
          if (asked.has(question)) continue
          const answer = answers[asked.size]
          asked.add(question)
          setImmediate(() => stdin.write(KEYS[answer ?? 'quit']))
        }
        done()
      },
    }),
    { isTTY: true },
  )
  const stdout = new PassThrough().resume()
  const surroundings = { cwd: folder, environment: { TERM: 'dumb' }, stdin, stdout, stderr }
  const exitCode = await main(['--interactive'], surroundings)
  return { exitCode, questions: [...asked], error }
}

test('--interactive shows each change and applies those that are wanted', async () => {
  const folder = repository(FILES)
  const { exitCode, questions, error } = await answering(folder, 'skip', 'apply')
  expect(exitCode).toBe(0)
  expect(questions).toEqual(['Change 1 of 2, for src/page.ts:4:10', 'Change 2 of 2, for src/other.ts:4:10'])
  expect(error).toContain('\n+export async function heading(id: number): Promise<string> {\n')
  expect(contents(folder)).toEqual({ ...FILES, 'src/other.ts': OTHER_MIGRATED })
})

test('one answer can stand for all that follow', async () => {
  const folder = repository(FILES)
  const { exitCode, questions } = await answering(folder, 'all')
  expect({ exitCode, asked: questions.length }).toEqual({ exitCode: 0, asked: 1 })
  expect(contents(folder)).toEqual({ ...FILES, ...MIGRATED, 'src/other.ts': OTHER_MIGRATED })
})

test.each(['quit', 'escape'] as const)('%s changes nothing, whatever was answered before', async (answer) => {
  const folder = repository(FILES)
  const { exitCode, error } = await answering(folder, 'apply', answer)
  expect(exitCode).toBe(3)
  expect(error).toMatch(/You stopped the run\. Nothing was changed\.\n$/)
  expect(contents(folder)).toEqual(FILES)
})

test('without a terminal nothing is asked: --interactive is refused', async () => {
  const folder = repository(FILES)
  for (const ran of [await orm(folder, '--interactive'), ormProcess(folder, '-i')]) {
    expect(ran).toMatchObject({ exitCode: 2, out: '' })
    expect(ran.error).toMatch(/^orm-codemod: --interactive asks .* there is no terminal to ask on/)
  }
  expect(contents(folder)).toEqual(FILES)
})

const hasTerminals = String(spawnSync('script', ['--version']).stdout).includes('util-linux')

/** Runs the built command line on a terminal; answers the first question. */
async function onTerminal(folder: string, environment: Record<string, string>, args: string, answer = '') {
  const child = spawn('script', ['-qefc', `stty cols 120 rows 40; ${process.execPath} ${CLI} ${args}`, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, TERM: 'xterm', ...environment },
  })
  let shown = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const before = shown
    shown += chunk.toString()
    if (answer !== '' && !before.includes('Change 1 of') && shown.includes('Change 1 of')) child.stdin.write(answer)
  })
  const exitCode = await new Promise((resolve) => child.on('close', resolve))
  return { exitCode, shown }
}

test.runIf(hasTerminals)('a terminal has a bar, colours and questions', async () => {
  const folder = repository(FILES)
  const [diff, plain, asked] = await Promise.all([
    onTerminal(folder, { NO_COLOR: '' }, '--diff'),
    onTerminal(folder, { NO_COLOR: '1' }, '--diff'),
    onTerminal(folder, {}, '--interactive', KEYS.quit),
  ])
  expect(diff.exitCode).toBe(0)
  expect(diff.shown).toMatch(/[█░]+ Reading the project…/)
  expect(diff.shown).toContain('\u001B[32m+export async function title(id: number) {')
  expect(plain.exitCode).toBe(0)
  // The bar moves the cursor, which is no colour.
  expect(plain.shown).not.toMatch(/\u001B\[[\d;]*m/)
  expect(asked.exitCode).toBe(3)
  expect(stripVTControlCharacters(asked.shown)).toContain('You stopped the run. Nothing was changed.')
  expect(contents(folder)).toEqual(FILES)
})
