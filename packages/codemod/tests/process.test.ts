import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { CLI, contents, MIGRATED, ormProcess, PROJECT, repository } from './cli.ts'

// What only a process of its own shows; everything else is tested in this one.

test('what was done is said on stdout, and each step on a line of stderr', () => {
  const folder = repository(PROJECT)
  const ran = ormProcess(folder)
  expect(ran.exitCode).toBe(0)
  expect(ran.out).toMatch(/^async: 1 call site found, 1 migrated, 0 left\.\n/)
  expect(ran.error).toMatch(/^Reading the project…\n(.+…\n)+$/)
  expect(ran.error).not.toContain('\u001B')
  expect(contents(folder)).toMatchObject(MIGRATED)
})

test('a failure is one message on stderr, and its exit code is that of the process', () => {
  const ran = ormProcess(repository(PROJECT), '--profil', 'x')
  expect(ran).toMatchObject({ exitCode: 2, out: '' })
  expect(ran.error).toMatch(/^orm-codemod: unknown option '--profil'\n\(Did you mean --profile\?\)\n.*--help.*\n$/)
})

test('a reader that has seen enough is no error', async () => {
  const child = spawn(process.execPath, [CLI, '--diff'], {
    cwd: repository(PROJECT),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test.each([['--help'], ['async', '--help'], ['--version'], ['--unknown']])('%s %s loads no compiler', (...args) => {
  const onExit = `
    import module from 'node:module'
    const isCompiler = (file) => file.includes('/typescript/lib/')
    process.on('exit', () => { if (Object.keys(module._cache).some(isCompiler)) console.log('compiler loaded') })`
  const watch = ['--import', `data:text/javascript,${encodeURIComponent(onExit)}`]
  const inFolder = (...rest: string[]) =>
    spawnSync(process.execPath, [...watch, CLI, ...rest], { cwd: repository(PROJECT), encoding: 'utf8' }).stdout
  expect(inFolder(...args)).not.toContain('compiler loaded')
  if (args[0] === '--version') expect(inFolder('--dry')).toContain('compiler loaded')
})

test('a full disk: none of the files is written, and nothing is left behind', () => {
  const long = `${PROJECT['src/page.ts']}// ${'x'.repeat(20_000)}\n`
  const folder = repository({ ...PROJECT, 'src/page.ts': long })
  const before = contents(folder)
  // No file may become larger than 8 kB.
  const ran = spawnSync('bash', ['-c', 'ulimit -f 8; exec "$0" "$1"', process.execPath, CLI], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(ran.status).toBe(4)
  expect(ran.stderr).toMatch(/EFBIG: .* Nothing was changed\./)
  expect(contents(folder)).toEqual(before)
})
