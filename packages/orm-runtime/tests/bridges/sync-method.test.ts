import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { threadId } from 'node:worker_threads'
import ts from 'typescript'
import { afterAll, expect, it } from 'vitest'
import { UsageError } from 'orm-runtime'
import { closeBridges } from '../../dist/bridges/close-bridges.js'
import { syncToAsync } from '../../dist/bridges/sync-to-async.js'
import { Reports } from './reports.ts'

/** The method as its decorator finds it. */
const body = (): number => Reports.place()

afterAll(closeBridges)

/** What the compiler gives a decorator of a method. */
function contextOf(part: Partial<ClassMethodDecoratorContext<typeof Reports>>) {
  const initializers: ((this: typeof Reports) => void)[] = []
  // Reports.place is a static method without arguments, whatever its name is said to be.
  const context = {
    kind: 'method',
    name: 'place',
    static: true,
    private: false,
    metadata: {},
    addInitializer: (initializer: (this: typeof Reports) => void) => void initializers.push(initializer),
    ...part,
  } as ClassMethodDecoratorContext<typeof Reports>
  return { context, initialize: () => initializers.forEach((initializer) => initializer.call(Reports)) }
}

const decorate = syncToAsync.method(new URL('./reports.ts', import.meta.url))

it('runs a static method on a worker, by the name of its class', async () => {
  const { context, initialize } = contextOf({})
  const place = decorate(body, context)
  initialize()
  expect(Reports.place()).toBe(threadId)
  expect(await place.call(Reports)).not.toBe(threadId)
})

it('refuses methods of instances, and private ones', () => {
  for (const part of [{ static: false }, { private: true }]) {
    expect(() => decorate(body, contextOf(part).context)).toThrow(UsageError)
  }
})

it('decorates a class that tsc has compiled', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'orm-decorator-'))
  const source = `import { threadId, isMainThread } from 'node:worker_threads'
    import { syncToAsync } from '${new URL('../../dist/bridges/sync-to-async.js', import.meta.url).href}'
    export class Reports {
      static factor = 2
      @syncToAsync.method(import.meta.url)
      static yearly(year: number): { value: number; main: boolean } | Promise<{ value: number; main: boolean }> {
        return { value: year * this.factor, main: isMainThread }
      }
    }
    if (isMainThread) console.log(JSON.stringify(await Reports.yearly(21)))`
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  const file = join(directory, 'reports.mjs')
  await writeFile(file, outputText)
  const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 20_000 })
  await rm(directory, { recursive: true })
  expect(JSON.parse(stdout)).toEqual({ value: 42, main: false })
})
