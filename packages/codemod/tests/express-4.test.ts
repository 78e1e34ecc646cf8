import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { orm, repository } from './cli.ts'

/** Express 4 drops the promise of a handler: a rejection has to be handed to `next`, or it ends the process. */
const EXPRESS = `export interface Response { json(body: unknown): Response }
export interface Request { params: Record<string, string> }
export type NextFunction = (error?: unknown) => void
export type RequestHandler = (request: Request, response: Response, next: NextFunction) => void | Promise<void>
export interface Application {
  get(path: string, ...handlers: RequestHandler[]): this
  use(...handlers: RequestHandler[]): this
}
export default function express(): Application
`

const BEFORE = `import express, { type Request, type Response } from 'express'
import * as store from './store'

const app = express()

function show(request: Request, response: Response) {
  response.json(store.nameSync(request.params.id ?? ''))
}

app.get('/count', (_request, response) => {
  response.json(store.countSync())
})
app.get('/total', (_request, response) => response.json(store.countSync()))
app.get('/users/:id', show)
app.use(function (request, response, done) {
  if (store.nameSync(request.params.id ?? '') === '') response.json({})
  else done()
})
app.use(response => { console.log(response, store.countSync()) })
`

const AFTER = `import express, { type Request, type Response } from 'express'
import * as store from './store'

const app = express()

async function show(request: Request, response: Response) {
  response.json(await store.name(request.params.id ?? ''))
}

app.get('/count', (_request, response, next) => void (async () => {
  response.json(await store.count())
})().catch(next))
app.get('/total', (_request, response, next) => void (async () => response.json(await store.count()))().catch(next))
app.get('/users/:id', (request, response, next) => void show(request, response).catch(next))
app.use(function (request, response, done) { void (async () => {
  if ((await store.name(request.params.id ?? '')) === '') response.json({})
  else done()
})().catch(done) })
app.use((response, _response, next) => void (async () => { console.log(response, await store.count()) })().catch(next))
`

test('a handler of Express 4 hands its rejection to `next`', async () => {
  const folder = repository({
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'commonjs',
        target: 'es2022',
        moduleResolution: 'node10',
        types: [],
        ignoreDeprecations: '6.0',
        lib: ['es2022', 'dom'],
      },
      include: ['src'],
    }),
    'orm.config.json': JSON.stringify({
      profiles: [
        {
          name: 'store',
          module: './src/store.ts',
          exports: { countSync: { twin: 'count' }, nameSync: { twin: 'name' } },
        },
      ],
    }),
    'src/store.ts': `export declare function countSync(): number
export declare function nameSync(id: string): string
export declare function count(): Promise<number>
export declare function name(id: string): Promise<string>
`,
    'src/app.ts': BEFORE,
    'node_modules/express/package.json': JSON.stringify({ name: 'express', version: '4.21.2', types: 'index.d.ts' }),
    'node_modules/express/index.d.ts': EXPRESS,
  })
  const { out, error } = await orm(folder, 'async', '--force')
  expect(readFileSync(join(folder, 'src/app.ts'), 'utf8'), out + error).toBe(AFTER)
})
