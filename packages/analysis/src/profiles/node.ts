import type { CallbackRow, Profile } from './profile.ts'

/**
 * Where Node and the test runners run the callbacks that they are given. Types of the language's own library need no
 * rows: what takes a callback there needs its result at once, and types say where a promise is welcome.
 */
export const node: Profile = {
  name: 'node',
  modules: [
    ...[
      'http',
      'https',
      'http2',
      'net',
      'timers',
      'events',
      'process',
      'async_hooks',
      'typescript',
      '@types/node',
      'bun-types',
    ],
  ],
  types: {},
  functions: {},
  lazyTypes: [],
  callbacks: {
    ...rows(['createServer', 'createSecureServer'], { result: 'ignored', reentrant: false }),
    ...rows(['Server.listen', 'Server.close'], { result: 'ignored', reentrant: false }),
    ...rows(['setTimeout', 'setImmediate', 'queueMicrotask', 'nextTick'], { result: 'ignored', reentrant: false }),
    ...rows(['Process.nextTick'], { result: 'ignored', reentrant: false }),
    ...rows(['setInterval'], { result: 'ignored', reentrant: true }),
    ...rows(emitters(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']), {
      result: 'ignored',
      reentrant: true,
    }),
    ...rows(
      ['EventTarget', 'AbortSignal', 'WebSocket', 'Worker', 'MessagePort', 'Window', 'Document', 'HTMLElement'].map(
        (type) => `${type}.addEventListener`,
      ),
      { argument: 1, result: 'ignored', reentrant: true },
    ),
    // Of `exit` all that has to be done must be done when the listener returns.
    ...rows(['Process.on', 'Process.once'], { result: 'required-sync', reentrant: false }),
    ...rows(['AsyncLocalStorage.run', 'AsyncLocalStorage.exit', 'AsyncResource.runInAsyncScope'], {
      result: 'returned',
      reentrant: false,
    }),
  },
}

/** The test runners, by the parameter with which a test tells its end. */
export const testRunners: readonly Profile[] = [
  testRunner(['test'], 1),
  testRunner(['@types/mocha', '@types/jest', '@jest/globals'], 0),
  testRunner(['vitest', '@vitest/runner']),
]

function testRunner(modules: readonly string[], done?: number): Profile {
  const test: CallbackRow = { result: 'awaited', reentrant: false, ...(done !== undefined && { done }) }
  return {
    name: 'test-runner',
    modules,
    types: {},
    functions: {},
    lazyTypes: [],
    callbacks: {
      ...rows(['test', 'it', 'specify', 'before', 'after'], test),
      ...rows(['beforeEach', 'afterEach', 'beforeAll', 'afterAll'], test),
      ...(modules.includes('test') && rows(['TestContext.test'], { result: 'returned', reentrant: false })),
      // The tests in it are collected when it returns.
      ...rows(['describe', 'context', 'suite'], { result: 'required-sync', reentrant: false }),
    },
  }
}

function emitters(methods: readonly string[]): string[] {
  return ['EventEmitter', 'Server', 'Socket'].flatMap((type) => methods.map((method) => `${type}.${method}`))
}

function rows(names: readonly string[], row: CallbackRow): Record<string, CallbackRow> {
  return Object.fromEntries(names.map((name) => [name, row]))
}
