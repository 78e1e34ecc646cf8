import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { beginJournal, prepareJournal } from '../src/files/journal.ts'
import { digest } from '../src/files/write-files.ts'
import { contents, git, MIGRATED, orm, PROJECT, repository, temporaryFolder, write } from './cli.ts'

// Processes are really killed; what they leave is what the next one finds.

const OLD = PROJECT['src/page.ts']
const NEW = MIGRATED['src/page.ts']
const NAMES = Array.from({ length: 150 }, (_, index) => `src/page-${index}.ts`)
const FILES = { ...PROJECT, 'src/main.ts': '', ...Object.fromEntries(NAMES.map((name) => [name, OLD])) }
const AFTER = { ...FILES, 'src/page.ts': NEW, ...Object.fromEntries(NAMES.map((name) => [name, NEW])) }

const isStarted = (folder: string) => existsSync(join(folder, '.orm-codemod/prepared.json')) || isBegun(folder)
const isBegun = (folder: string) => existsSync(join(folder, '.orm-codemod/begun.json'))

/** Runs a process in a folder and kills it some milliseconds after something is true of the folder. */
async function killed(args: readonly string[], folder: string, isTime: typeof isBegun, delay = 0): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' })
  const exit = once(child, 'exit')
  while (!isTime(folder) && child.exitCode === null) await setTimeout(0)
  if (delay > 0) await setTimeout(delay)
  child.kill('SIGKILL')
  await exit
}

/** Writes the new texts and nothing else, so that most of its time is the time in which files change. */
const WRITE = `
  import { writeFiles } from ${JSON.stringify(fileURLToPath(new URL('../dist/files/write-files.js', import.meta.url)))}
  const names = ${JSON.stringify([...NAMES, 'src/page.ts'])}.map((name) => process.cwd() + '/' + name)
  await writeFiles({
    texts: new Map(names.map((name) => [name, ${JSON.stringify(NEW)}])),
    originalText: () => ${JSON.stringify(OLD)},
    projectFolder: process.cwd(),
    args: ['--force'],
    cwd: process.cwd(),
  })`

function expectWhole(folder: string): void {
  const texts = NAMES.map((name) => readFileSync(join(folder, name), 'utf8'))
  expect(texts.filter((text) => text !== OLD && text !== NEW)).toEqual([])
}

test('killed at any moment, every file is old or new, and --resume finishes', async () => {
  const moments = [isStarted, ...Array.from({ length: 6 }, () => isBegun)]
  for (const [index, isTime] of moments.entries()) {
    const folder = temporaryFolder()
    write(folder, FILES)
    await killed(['--input-type=module', '-e', WRITE], folder, isTime, index % 3)
    expectWhole(folder)
    const isDone = !isStarted(folder)
    const resumed = await orm(folder, '--resume')
    expect(resumed.exitCode).toBe(isDone ? 3 : 0)
    expect(contents(folder)).toEqual(AFTER)
  }
}, 180_000)

/** A folder as a run leaves it that is killed after some of its moves; the texts are those of a real run. */
function interrupted(moved: readonly string[], rest: readonly string[]): string {
  const folder = repository({
    ...PROJECT,
    'src/main.ts': '',
    ...Object.fromEntries([...moved, ...rest].map((name) => [name, OLD])),
  })
  const files = [...moved, ...rest].map((name, index) => ({
    target: join(folder, name),
    temporary: join(folder, `src/.orm-codemod-1-${index}`),
    before: digest(Buffer.from(OLD)),
    after: digest(Buffer.from(NEW)),
  }))
  prepareJournal(folder, { args: [], cwd: folder, files })
  for (const { temporary } of files) writeFileSync(temporary, NEW)
  beginJournal(folder)
  for (const { temporary, target } of files.slice(0, moved.length)) renameSync(temporary, target)
  return folder
}

test('files half old and half new: a run says what to do, and --resume does it', async () => {
  const folder = interrupted(['src/page.ts'], ['src/a.ts', 'src/b.ts'])
  const left = contents(folder)
  for (const args of [[], ['--force'], ['--dry']]) {
    const refused = await orm(folder, ...args)
    expect(refused).toMatchObject({ exitCode: 3, out: '' })
    expect(refused.error).toMatch(
      /killed after it had written 1 of 3 files\. `orm-codemod --resume` writes the others\./,
    )
    expect(contents(folder)).toEqual(left)
  }
  expect(await orm(folder, '--resume')).toMatchObject({
    exitCode: 0,
    error: '',
    out: 'The interrupted run is finished: 3 files are changed, 2 of them now.\n',
  })
  expect(contents(folder)).toEqual({
    ...PROJECT,
    'src/main.ts': '',
    'src/page.ts': NEW,
    'src/a.ts': NEW,
    'src/b.ts': NEW,
  })
})

test('--resume refuses where somebody has changed a file, or its new text is gone', async () => {
  const folder = interrupted(['src/page.ts'], ['src/a.ts', 'src/b.ts'])
  write(folder, { 'src/page.ts': `${NEW}// more\n` })
  rmSync(join(folder, 'src/.orm-codemod-1-2'))
  const left = contents(folder)
  const refused = await orm(folder, '--resume')
  expect(refused).toMatchObject({ exitCode: 3, out: '' })
  expect(refused.error).toMatch(
    /no longer as the interrupted run left them.*\n {2}src\/page\.ts\n {2}src\/b\.ts\n.*git/,
  )
  expect(contents(folder)).toEqual(left)
})

test('once git has brought the files back, the next run starts anew and clears away what was left', async () => {
  const folder = interrupted(['src/page.ts'], ['src/a.ts'])
  git(folder, 'checkout', '--quiet', '.')
  const ran = await orm(folder)
  expect(ran).toMatchObject({
    exitCode: 0,
    error: 'An earlier run was killed and left temporary files, which are removed.\n',
  })
  expect(contents(folder)).toEqual({ ...PROJECT, 'src/main.ts': '', 'src/page.ts': NEW, 'src/a.ts': NEW })
})

test('a run beside one that writes is refused', async () => {
  const folder = interrupted(['src/page.ts'], ['src/a.ts'])
  const journal = join(folder, '.orm-codemod/begun.json')
  const parent = readFileSync(journal, 'utf8').replace(/"process":\d+/, `"process":${process.ppid}`)
  writeFileSync(journal, parent)
  for (const args of [[], ['--resume']]) {
    const ran = await orm(folder, ...args)
    expect(ran.exitCode).toBe(3)
    expect(ran.error).toMatch(/Another run is writing files here \(process \d+\)/)
  }
})

test('--resume without an interrupted run is refused', async () => {
  const ran = await orm(repository(PROJECT), '--resume')
  expect(ran).toMatchObject({ exitCode: 3, out: '' })
  expect(ran.error).toMatch(/nothing to resume/)
})
