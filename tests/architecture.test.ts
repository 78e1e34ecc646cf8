import { execFileSync } from 'node:child_process'
import { isBuiltin } from 'node:module'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { builtInProfiles } from '../packages/analysis/src/profiles/built-in-profiles.ts'
import { root, sourceFiles, type Import, type SourceFile } from './source-files.ts'

// The invariants of ARCHITECTURE.md, each a test that names the files which break it.

const packages = sourceFiles('packages').filter((file) => file.path.includes('/src/'))
const analysis = packages.filter((file) => file.path.startsWith('packages/analysis/src/'))
const rules = within(packages, 'packages/eslint-plugin/src/rules/')
const transforms = within(packages, 'packages/codemod/src/transforms/')
const rewriting = within(analysis, 'packages/analysis/src/rewriting/')

const runtime = within(packages, 'packages/orm-runtime/src/')

/** The folders of the analysis in the only direction in which they may import: a later one an earlier one. */
const folders = ['profiles', 'syntax', 'types', 'flow', 'calls', 'passes', 'rewriting']

/** The same for the folders of passes: what a query is, what calls do, and the questions that rest on them. */
const passFolders = ['queries', 'effects', 'transactions', 'loops', 'independence', 'propagation']

/** The folders of the runtime in the only direction in which they may import values; `dialects/` is what each dialect is of. */
const runtimeFolders = [
  'errors',
  'fields',
  'models',
  'expressions',
  'query',
  'dialects',
  'compile',
  'pool',
  'a dialect',
  'execute',
  'transactions',
  'operations',
  'querysets',
  'schema',
  'migrations',
  'tracing',
  'bridges',
  'caching',
  'adapters',
]

/** Where the compiler may be imported: the type oracle, and the two places that make a program for it. */
const oracles = [
  'packages/analysis/src/types/',
  'packages/codemod/src/project/',
  'packages/eslint-plugin/src/analysis-of-file.ts',
]

/** Passes whose facts are about a program, and so about all of its files. */
const wholeProgram = [
  'propagate-async.ts',
  'blocking-sites.ts',
  'wrapped-profiles.ts',
  'unseen-calls.ts',
  'reached-from-transaction.ts',
  'is-test-file.ts',
]

test('the analysis names no ORM', () => {
  const modules = builtInProfiles.flatMap((profile) => profile.modules).filter((module) => !isBuiltin(module))
  expect(modules.length).toBeGreaterThan(1)
  const naming = (file: SourceFile) =>
    modules.filter((module) => new RegExp(`(?<![\\w-])${escaped(module)}(?![\\w-])`).test(file.text))
  const readers = analysis.filter((file) => !['profiles', undefined].includes(folderOf(file.path)))
  expect(readers.length).toBeGreaterThan(0)
  expect(report(readers, naming)).toEqual([])
})

test('the analysis folders import in one direction', () => {
  const backwards = (file: SourceFile) =>
    targets(file.imports).filter(
      (target) =>
        folders.indexOf(folderOf(target) ?? '') > folders.indexOf(folderOf(file.path) ?? '') ||
        (folderOf(file.path) === 'passes' &&
          passFolders.indexOf(passFolderOf(target)) > passFolders.indexOf(passFolderOf(file.path))),
    )
  expect(
    report(
      analysis.filter((file) => folderOf(file.path)),
      backwards,
    ),
  ).toEqual([])
})

test('the runtime folders import values in one direction', () => {
  const ordered = runtime.filter((file) => runtimeFolders.includes(runtimeFolderOf(file.path)))
  expect(ordered.length).toBeGreaterThan(100)
  const backwards = (file: SourceFile) =>
    values(file).filter(
      (target) =>
        runtimeFolders.indexOf(runtimeFolderOf(target)) > runtimeFolders.indexOf(runtimeFolderOf(file.path)) ||
        !runtimeFolders.includes(runtimeFolderOf(target)),
    )
  expect(report(ordered, backwards)).toEqual([])
})

test('no values of the runtime are imported in a circle, but where queries hold expressions that hold queries', () => {
  const imports = new Map(runtime.map((file) => [file.path, values(file)]))
  const inCircles = runtime.map(({ path }) => path).filter((path) => reached(imports, path).has(path))
  expect(inCircles.filter((path) => runtimeFolderOf(path) !== 'compile')).toEqual([])
})

test('rewriting asks no type oracle: it knows syntax and the facts alone', () => {
  // What a fact is made of: rows of a profile, and the text and tree of a file, which the source provider gives.
  const isFact = ({ target, typeOnly }: Import) =>
    typeOnly &&
    (['passes', 'profiles'].includes(folderOf(target) ?? '') || target.endsWith('/types/source-provider.ts'))
  const asking = (file: SourceFile) =>
    file.imports
      .filter(({ target }) => target.startsWith('packages/'))
      .filter((each) => !['rewriting', 'syntax'].includes(folderOf(each.target) ?? '') && !isFact(each))
      .map(({ target }) => target)
  expect(report(rewriting, asking)).toEqual([])
})

test('only rewriting builds text', () => {
  const building = (file: SourceFile) => targets(file.imports).filter((target) => target === 'magic-string')
  expect(
    report(
      analysis.filter((file) => folderOf(file.path) !== 'rewriting'),
      building,
    ),
  ).toEqual([])
})

test('only an oracle imports the compiler', () => {
  const compilers = ['typescript', 'ts-morph', '@ts-morph/common']
  const importing = (file: SourceFile) => targets(file.imports).filter((target) => compilers.includes(target))
  const published = packages.filter((file) => packageOf(file.path) !== 'testkit')
  const elsewhere = published.filter((file) => !oracles.some((oracle) => file.path.startsWith(oracle)))
  expect(report(elsewhere, importing)).toEqual([])
})

test('a rule has no analysis and no state: it imports the facts and its own rendering', () => {
  expect(rules.length).toBeGreaterThan(0)
  const foreign = (file: SourceFile) =>
    file.imports
      .filter(({ target, typeOnly }) => !(target === 'orm-analysis' || isOwn(file, target) || typeOnly))
      .map(({ target }) => target)
  expect(report(rules, foreign)).toEqual([])
  expect(report(rules, ({ state }) => state)).toEqual([])
})

test('a transform reads and writes no files', () => {
  expect(transforms.length).toBeGreaterThan(0)
  const doors = /^(node:)?(fs|child_process|process|http|https|net|worker_threads)(\/.*)?$/
  const opening = (file: SourceFile) => targets(file.imports).filter((target) => doors.test(target))
  expect(report(transforms, opening)).toEqual([])
})

test('the lint suggestion and the codemod use the same rewrite functions', () => {
  const transforming = [...rules, ...transforms]
  const writingEdits = (file: SourceFile) => ['insert', 'remove'].filter((name) => file.properties.has(name))
  expect(report(transforming, writingEdits)).toEqual([])

  const offered = rewritesUsedBy(within(packages, 'packages/eslint-plugin/src/'))
  const applied = rewritesUsedBy(within(packages, 'packages/codemod/src/')).flatMap(reachedRewriting)
  expect(offered.length).toBeGreaterThan(0)
  const unshared = offered.filter((path) => !reachedRewriting(path).some((reached) => applied.includes(reached)))
  expect(unshared).toEqual([])
})

test('packages import in one direction, and orm-runtime stands apart', () => {
  const allowed: Record<string, readonly string[]> = {
    analysis: [],
    'eslint-plugin': ['orm-analysis'],
    codemod: ['orm-analysis'],
    'orm-runtime': [],
    testkit: ['orm-analysis', 'eslint-plugin-orm', 'orm-codemod', 'orm-runtime'],
  }
  const ours = ['orm-analysis', 'eslint-plugin-orm', 'orm-codemod', 'orm-runtime', 'testkit']
  const crossing = (file: SourceFile) =>
    targets(file.imports).filter((target) => {
      const name = ours.find((candidate) => target === candidate || target.startsWith(`${candidate}/`))
      if (name) return !allowed[packageOf(file.path)]?.includes(name)
      return target.startsWith('packages/') && packageOf(target) !== packageOf(file.path)
    })
  expect(report(packages, crossing)).toEqual([])
})

test("orm-runtime's profile and twins are generated from its table of operations", () => {
  execFileSync('npm', ['run', 'generate:check', '-w', 'orm-runtime'], { cwd: root, stdio: 'pipe' })
})

test('facts about a body look into no other file: only calls, and the passes about the whole program, do', () => {
  const doors = ['unitOf', 'fileNames']
  const looking = (file: SourceFile) => doors.filter((door) => file.members.has(door))
  expect(report(within(analysis, 'packages/analysis/src/calls/'), looking)).not.toEqual([])
  const elsewhere = analysis.filter(({ path }) => !['calls', 'types'].includes(folderOf(path) ?? ''))
  expect(
    report(
      elsewhere.filter(({ path }) => !wholeProgram.includes(basename(path))),
      looking,
    ),
  ).toEqual([])
})

test('a file is named in kebab-case for what it answers', () => {
  const vague = /^(utils?|helpers?|misc|common|base|handler|info|data)$/
  const misnamed = packages
    .map((file) => basename(file.path).replace(/(\.generated)?(\.d)?\.ts$/, ''))
    .filter((name) => vague.test(name) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
  expect(misnamed).toEqual([])
  const managers = packages.filter(
    (file) => /manager/.test(basename(file.path)) && packageOf(file.path) !== 'orm-runtime',
  )
  expect(managers.map((file) => file.path)).toEqual([])
})

test('a source file has at most 300 lines', () => {
  const written = packages.filter((file) => !file.path.endsWith('.generated.ts'))
  const long = written.filter((file) => file.text.split('\n').length - 1 > 300)
  expect(long.map((file) => file.path)).toEqual([])
})

/** One line per file that breaks an invariant, with what breaks it. */
function report(files: readonly SourceFile[], breaks: (file: SourceFile) => readonly string[]): readonly string[] {
  return files.flatMap((file) => breaks(file).map((cause) => `${file.path}: ${cause}`))
}

function within(files: readonly SourceFile[], folder: string): readonly SourceFile[] {
  return files.filter((file) => file.path.startsWith(folder))
}

function targets(imports: readonly Import[]): readonly string[] {
  return imports.map(({ target }) => target)
}

function folderOf(path: string): string | undefined {
  return /^packages\/analysis\/src\/([a-z-]+)\//.exec(path)?.[1]
}

/** Empty for a file that is in none of the folders. */
function runtimeFolderOf(path: string): string {
  const [, folder = '', inner] = /^packages\/orm-runtime\/src\/([a-z-]+)\/(?:([a-z-]+)\/)?/.exec(path) ?? []
  return folder === 'dialects' && inner !== undefined ? 'a dialect' : folder
}

/** The files of its own package whose values a file imports. */
function values(file: SourceFile): readonly string[] {
  return targets(file.imports.filter(({ target, typeOnly }) => isOwn(file, target) && !typeOnly))
}

/** What a file imports, and what that imports. */
function reached(imports: ReadonlyMap<string, readonly string[]>, path: string): ReadonlySet<string> {
  const found = new Set(imports.get(path))
  for (const one of found) for (const target of imports.get(one) ?? []) found.add(target)
  return found
}

function passFolderOf(path: string): string {
  return /\/src\/passes\/([a-z-]+)\//.exec(path)?.[1] ?? 'outside'
}

function packageOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function isOwn(file: SourceFile, target: string): boolean {
  return target.startsWith(`packages/${packageOf(file.path)}/`)
}

/** The files of the analysis' rewriting whose functions these files import. */
function rewritesUsedBy(files: readonly SourceFile[]): readonly string[] {
  const names = new Set(
    files.flatMap(({ imports }) =>
      imports.filter(({ target }) => target === 'orm-analysis').flatMap(({ names }) => names),
    ),
  )
  return rewriting.filter(({ functions }) => functions.some((name) => names.has(name))).map(({ path }) => path)
}

/** The rewriting that a file is made of, itself included; `rewrite.ts`, which only says what an edit is, is none. */
function reachedRewriting(path: string): readonly string[] {
  const reached = new Set([path])
  for (const each of reached)
    for (const { target } of rewriting.find((file) => file.path === each)?.imports ?? [])
      if (folderOf(target) === 'rewriting' && !target.endsWith('/rewrite.ts')) reached.add(target)
  return [...reached]
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
