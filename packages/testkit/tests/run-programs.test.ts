import { expect, test } from 'vitest'
import { runPrograms } from '../src/run-programs.ts'
import { loadWorld } from '../src/world.ts'

test('each program has a fresh database, and one that fails takes no other with it', async () => {
  const printed = await runPrograms(loadWorld('orm-runtime'), [
    program('adds', `User.objects.create({ email: 'x', name: 'X' }); console.log(User.objects.count(), { a: 1 })`),
    program('throws', `console.log('so far'); throw new Error('no further')`),
    program('ends', `process.exit(1)`),
    program(
      'rejects',
      `Promise.reject(new Error('nobody waits')); await new Promise((resolve) => setTimeout(resolve, 50))`,
    ),
    program('counts', `console.log(await User.objects.acount())`),
  ])
  expect(printed.get('adds')).toEqual({ lines: ['4 { a: 1 }'] })
  expect(printed.get('throws')).toEqual({ lines: ['so far'], error: expect.stringContaining('no further') as string })
  expect(printed.get('ends')?.error).toContain('the program ended its process')
  expect(printed.get('rejects')?.error).toContain('nobody waits')
  expect(printed.get('counts')).toEqual({ lines: ['3'] })
}, 120_000)

function program(id: string, code: string) {
  return { id, main: 'main.ts', files: new Map([['main.ts', `import { User } from '../models.js'\n${code}\n`]]) }
}
