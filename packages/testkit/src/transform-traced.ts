import { readOptions, transforms } from 'orm-codemod'
import { compareMarkers } from './compare-markers.ts'
import type { Fixture, FixtureCase } from './fixture.ts'
import { transformFiles, UNTYPED_FOLDER } from './transform-files.ts'

/** What a transform makes of a case without types; texts are by the case's own file names. */
export interface TracedTransform {
  /** What sets boundaries and warnings apart from the markers of `before`, and what could not be proved. */
  readonly places: readonly string[]
  readonly output: Readonly<Record<'before' | 'after', ReadonlyMap<string, string>>>
  readonly expected: ReadonlyMap<string, string>
}

/** Runs the page's transform as `--untyped` does, on what comes before and on what comes after. */
export function transformTraced(fixture: Fixture, { before, after }: FixtureCase): TracedTransform {
  const transform = transforms.find(({ name }) => name === fixture.transform)
  const options = readOptions(fixture.options.split(' ').filter((word) => word !== ''))?.options
  if (!transform || !options) throw new Error(`${fixture.file} has no transform, or options that nothing reads.`)
  const expected = new Map([...before].map(([name, code]) => [name, (after.get(name) ?? code).text]))
  const run = (texts: ReadonlyMap<string, string>) => {
    const placed = new Map([...texts].map(([name, text]) => [`${UNTYPED_FOLDER}/${name}`, text]))
    const filesAt = (path: string) => [`${UNTYPED_FOLDER}/${path}`]
    return transformFiles({ texts: placed, transform, options, filesAt })
  }
  const read = (result: ReturnType<typeof run>, texts: ReadonlyMap<string, string>) =>
    new Map([...texts].map(([name, text]) => [name, result.texts.get(`${UNTYPED_FOLDER}/${name}`) ?? text]))

  const original = new Map([...before].map(([name, { text }]) => [name, text]))
  const result = run(original)
  return {
    places: [...before].flatMap(([name, code]) => [
      ...compareMarkers(code, result.reports.get(`${UNTYPED_FOLDER}/${name}`) ?? [], ['boundary', 'stop', 'warning']),
      ...(result.rolledBack.get(`${UNTYPED_FOLDER}/${name}`) ?? []),
    ]),
    output: { before: read(result, original), after: read(run(expected), expected) },
    expected,
  }
}
