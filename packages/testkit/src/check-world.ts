import { join, relative } from 'node:path'
import { readOptions, transforms } from 'orm-codemod'
import type ts from 'typescript'
import { compareMarkers } from './compare-markers.ts'
import { doubledIn } from './doubled-reports.ts'
import { FixtureError } from './fixture-error.ts'
import type { Fixture, FixtureCase } from './fixture.ts'
import { lintFile } from './lint-file.ts'
import { blocksOf, placeCases, type PlacedCase, type Side } from './place-cases.ts'
import type { Report } from './report.ts'
import { runPrograms, type Printed } from './run-programs.ts'
import { transformFiles, type TransformedFiles } from './transform-files.ts'
import { diagnosticsOf, virtualProgram } from './virtual-program.ts'
import type { World } from './world.ts'

/** All that was found out about one case. Texts are by the case's own file names. */
export interface CaseOutcome {
  /** What the type checker says, one string each. */
  readonly diagnostics: Readonly<Record<Side, readonly string[]>>
  /** What sets lint's reports apart from the rule markers. */
  readonly lint: Readonly<Record<Side, readonly string[]>>
  /** Places that two rules report, one string each: nobody needs to be told twice of one expression. */
  readonly doubled: Readonly<Record<Side, readonly string[]>>
  /**
   * What sets the transform's boundaries, stop reasons and warnings apart from the markers of `before`, and what it
   * tried and could not prove.
   */
  readonly places: readonly string[]
  /** What the page's transform made of each side. */
  readonly output: Readonly<Record<Side, ReadonlyMap<string, string>>>
  /** What the first suggestion of each report made of `before`. */
  readonly suggested: ReadonlyMap<string, string>
  readonly expected: ReadonlyMap<string, string>
  /** Of `run` cases. */
  readonly printed?: Readonly<Record<Side, Printed>>
}

/**
 * Checks all cases of one world: one program for each side, one lint pass over each, one run of each transform over all
 * cases that ask for it, and one process for everything that is executed.
 * @throws FixtureError for a `run` case of a world that has neither a database nor files
 */
export async function checkWorld(world: World, fixtures: readonly Fixture[]): Promise<Map<FixtureCase, CaseOutcome>> {
  const cases = placeCases(fixtures, world)
  refuseRuns(world, cases)
  const before = readSide(world, cases, 'before')
  const after = readSide(world, cases, 'after')
  const printed = await printAll(world, cases)
  return new Map(cases.map((placed) => [placed.case, outcomeOf(placed, before, after, printed)]))
}

function refuseRuns(world: World, cases: readonly PlacedCase[]) {
  const stray = cases.find((placed) => placed.case.run)
  if (stray && !world.runsOn)
    throw new FixtureError(
      { file: stray.fixture.file, line: stray.case.line },
      `the world \`${world.name}\` has no database.ts, so nothing can be executed in it; take \`run\` away, or add ` +
        `packages/testkit/worlds/${world.name}/database.ts.`,
    )
}

/** One side of all cases of a world; the maps are by full file name. */
interface CheckedSide {
  readonly program: ts.Program
  readonly lint: ReadonlyMap<string, { readonly reports: readonly Report[]; readonly suggested: string }>
  readonly transformed: ReadonlyMap<PlacedCase, TransformedFiles>
}

function readSide(world: World, cases: readonly PlacedCase[], side: Side): CheckedSide {
  const files = new Map(cases.flatMap((placed) => textsOf(placed, side)))
  const program = virtualProgram(files, world.folder)
  const lint = new Map([...files.keys()].map((file) => [file, lintFile(program, file, world)]))
  return { program, lint, transformed: transformAll(world, cases, side) }
}

/** Runs each transform once, over all cases that ask for it in the same way; a case is a unit of work of its own. */
function transformAll(world: World, cases: readonly PlacedCase[], side: Side) {
  const transformed = new Map<PlacedCase, TransformedFiles>()
  for (const transform of transforms)
    for (const written of new Set(cases.map(({ fixture }) => fixture.options))) {
      const group = cases.filter(({ fixture }) => fixture.transform === transform.name && fixture.options === written)
      const options = optionsOf(written)
      if (group.length === 0 || !options) continue
      const texts = new Map(group.flatMap((placed) => textsOf(placed, side)))
      const filesAt = (path: string) => group.map(({ folder }) => join(folder, path)).filter((file) => texts.has(file))
      const result = transformFiles({ world, texts, transform, options, filesAt })
      for (const placed of group) transformed.set(placed, result)
    }
  return transformed
}

function optionsOf(written: string) {
  return readOptions(written.split(' ').filter((word) => word !== ''))?.options
}

async function printAll(world: World, cases: readonly PlacedCase[]) {
  const programs = cases
    .filter((placed) => placed.case.run)
    .flatMap((placed) =>
      SIDES.map((side) => ({
        id: `${placed.id}-${side}`,
        main: placed.case.main,
        files: mapTexts(placed, side, (_, text) => text),
        driver: side === 'after' ? optionsOf(placed.fixture.options)?.target : undefined,
      })),
    )
  return programs.length === 0 ? new Map<string, Printed>() : runPrograms(world, programs)
}

const SIDES = ['before', 'after'] as const

function outcomeOf(
  placed: PlacedCase,
  before: CheckedSide,
  after: CheckedSide,
  printed: ReadonlyMap<string, Printed>,
): CaseOutcome {
  const sides = { before, after }
  const both = <Value>(ask: (side: Side) => Value): Record<Side, Value> => ({
    before: ask('before'),
    after: ask('after'),
  })
  return {
    diagnostics: both((side) =>
      [...blocksOf(placed, side)].flatMap(([file, { pageLines }]) =>
        diagnosticsOf(sides[side].program, file).map(({ line, message }) => `${pageLines[line - 1]}: ${message}`),
      ),
    ),
    lint: both((side) =>
      [...blocksOf(placed, side)].flatMap(([file, code]) =>
        compareMarkers(
          code,
          [...sides[side].lint.get(file)!.reports, ...(sides[side].transformed.get(placed)?.reports.get(file) ?? [])],
          ['rule'],
        ),
      ),
    ),
    doubled: both((side) =>
      [...blocksOf(placed, side)].flatMap(([file, { pageLines }]) =>
        doubledIn(sides[side].lint.get(file)!.reports).map(
          ({ line, names }) => `${pageLines[line - 1]}: ${names.join(' and ')}`,
        ),
      ),
    ),
    places: placesOf(placed, before.transformed.get(placed)),
    output: both((side) =>
      mapTexts(placed, side, (file, text) => sides[side].transformed.get(placed)?.texts.get(file) ?? text),
    ),
    suggested: mapTexts(placed, 'before', (file) => before.lint.get(file)!.suggested),
    expected: mapTexts(placed, 'after', (_, text) => text),
    ...(placed.case.run
      ? { printed: both((side) => printed.get(`${placed.id}-${side}`) ?? { lines: [], error: 'never started' }) }
      : {}),
  }
}

function placesOf(placed: PlacedCase, transformed: TransformedFiles | undefined) {
  if (!transformed) return []
  return [...blocksOf(placed, 'before')].flatMap(([file, code]) => [
    ...compareMarkers(code, transformed.reports.get(file) ?? [], ['boundary', 'stop', 'warning']),
    ...(placed.case.todo ? [] : (transformed.rolledBack.get(file) ?? [])),
  ])
}

function textsOf(placed: PlacedCase, side: Side) {
  return [...blocksOf(placed, side)].map(([file, { text }]) => [file, text] as const)
}

/** The texts of a case by its own file names, as `change` makes them. */
function mapTexts(placed: PlacedCase, side: Side, change: (file: string, text: string) => string) {
  return new Map(textsOf(placed, side).map(([file, text]) => [relative(placed.folder, file), change(file, text)]))
}
