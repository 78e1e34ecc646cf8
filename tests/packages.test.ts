import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { root } from './source-files.ts'

// What people install: the packed packages in a project outside the repository, used as README.md says. The tests
// are steps of one story and share the project, because an installation takes most of their time.

vi.setConfig({ testTimeout: 240_000 })

const folder = mkdtempSync(join(tmpdir(), 'orm-packages-'))
const project = join(folder, 'project')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>
}

beforeAll(() => {
  const tarballs = join(folder, 'tarballs')
  mkdirSync(tarballs)
  const workspaces = ['orm-analysis', 'eslint-plugin-orm', 'orm-codemod', 'orm-runtime']
  run(root, 'npm', ['pack', '--pack-destination', tarballs, ...workspaces.flatMap((name) => ['-w', name])])
  for (const [path, text] of Object.entries(projectFiles)) write(path, text)
  const tools = ['eslint', 'typescript', 'typescript-eslint'].map((name) => `${name}@${manifest.devDependencies[name]}`)
  install([...readdirSync(tarballs).map((name) => join(tarballs, name)), ...tools])
  run(project, 'git', ['init', '--quiet'])
  run(project, 'git', ['add', '.'])
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@localhost']
  run(project, 'git', [...author, 'commit', '--quiet', '-m', 'Start'])
}, 240_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("README's lint configuration reports a query that nothing awaits", () => {
  expect(lint()).toMatch(/late\.ts\n +4:3 +error +`User\.objects\.acount\(\)`.*orm\/no-floating-query/)
})

test("README's program is migrated as README shows, and type-checks before and after", () => {
  run(project, 'npx', ['tsc', '--noEmit'])
  run(project, 'npx', ['orm-codemod'])
  expect(readFileSync(join(project, 'src/summary.ts'), 'utf8')).toBe(blockOf('ts after'))
  run(project, 'npx', ['tsc', '--noEmit'])
})

test('orm-runtime without its driver names the command that installs it', () => {
  expect(failure(project, 'node', ['connect.js'])).toContain('npm install better-sqlite3')
})

test('beside TypeScript 7 the message names the command after which lint and codemod work again', () => {
  const before = lint()
  install(['typescript@7', '--legacy-peer-deps'])
  const message = failure(project, 'npx', ['eslint', 'src'])
  expect(message).toContain('this project has TypeScript 7.')
  expect(message).not.toMatch(/^ +at /m)
  expect(failure(project, 'npx', ['orm-codemod', '--dry'])).toContain('this project has TypeScript 7.')

  const [, remedy] = /^ {2}npm install -D (.*)$/m.exec(message) ?? []
  expect(remedy).toBeDefined()
  install(remedy?.split(' ') ?? [])
  expect(run(project, 'npx', ['tsc', '--version'])).toContain('Version 7.')
  expect(lint()).toBe(before)
  run(project, 'npx', ['orm-codemod', '--dry'])
})

const projectFiles = {
  'package.json': JSON.stringify({ name: 'project', private: true, type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      allowImportingTsExtensions: true,
    },
    include: ['src'],
  }),
  '.gitignore': 'node_modules\n',
  'eslint.config.js': blockOf('js'),
  'connect.js': `import { connect, sqlite } from 'orm-runtime'

await connect({ default: sqlite('shop.db'), models: [] })
`,
  'src/models.ts': `import { auto, foreignKey, Model, text } from 'orm-runtime'

export class User extends Model<User>()('users', { id: auto(), name: text() }) {}

export class Order extends Model<Order>()('orders', { id: auto(), user: foreignKey<User>('User') }) {}
`,
  'src/summary.ts': blockOf('ts before'),
  'src/late.ts': `import { User } from './models.ts'

export function late() {
  User.objects.acount()
}
`,
}

/** The code block of README.md that opens with this line. */
function blockOf(opening: string): string {
  const [, code] = new RegExp(`^\`\`\`${opening}\n(.*?)^\`\`\``, 'ms').exec(readme) ?? []
  if (code === undefined) throw new Error(`README.md has no block that opens with "${opening}".`)
  return code
}

function lint(): string {
  return failure(project, 'npx', ['eslint', 'src'])
}

function install(packages: readonly string[]): void {
  run(project, 'npm', ['install', '--save-dev', '--prefer-offline', '--no-audit', '--no-fund', ...packages])
}

function run(cwd: string, command: string, parameters: readonly string[]): string {
  return execFileSync(command, parameters, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** What a command that must fail printed. */
function failure(cwd: string, command: string, parameters: readonly string[]): string {
  let output: string
  try {
    output = run(cwd, command, parameters)
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return stdout + stderr
  }
  throw new Error(`${command} ${parameters.join(' ')} succeeded:\n${output}`)
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), text)
}
