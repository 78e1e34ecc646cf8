import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { orm, ormProcess, PROJECT, repository } from './cli.ts'

test.each(['bash', 'zsh', 'fish', 'powershell'])('completion %s prints a script that asks the command', (shell) => {
  const { exitCode, out, error } = ormProcess('.', 'completion', shell)
  expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' })
  expect(out).toMatch(/orm-codemod complete '?--/)
  if (shell === 'bash') expect(spawnSync('bash', ['-n'], { input: out }).status).toBe(0)
})

test.each([
  [[''], ['async', 'parallel', 'completion']],
  [['as'], ['async']],
  [
    ['async', '--d'],
    ['--dry', '--diff'],
  ],
  [['--profile', 'kn'], ['knex']],
  [['completion', 'f'], ['fish']],
])('after %j come %j', (words, offered) => {
  const lines = ormProcess('.', 'complete', '--', ...words)
    .out.trim()
    .split('\n')
  expect(lines.pop()).toBe(':4')
  expect(lines.map((line) => line.split('\t')[0])).toEqual(offered)
})

test.each([[['async', 'src/']], [['--project', '']]])('after %j the shell offers files', (words) => {
  expect(ormProcess('.', 'complete', '--', ...words).out).toBe(':0\n')
})

test('an unknown shell is refused with those there are', async () => {
  const ran = await orm(repository(PROJECT), 'completion', 'tcsh')
  expect(ran).toMatchObject({ exitCode: 2, out: '' })
  expect(ran.error).toMatch(/bash, zsh, fish, powershell/)
})
