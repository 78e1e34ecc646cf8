import { readOptions, transforms } from 'orm-codemod'
import type { Fixture } from './fixture.ts'
import { blocksOf, placeCases } from './place-cases.ts'
import { transformFiles, type TransformedFiles } from './transform-files.ts'
import type { World } from './world.ts'

/** What one transform makes of all cases of a world, with the files of its program in the order that is given. */
export function migrateCases(
  world: World,
  fixtures: readonly Fixture[],
  transformName: string,
  inOrder: (fileNames: readonly string[]) => readonly string[],
): TransformedFiles {
  const transform = transforms.find(({ name }) => name === transformName)
  const options = readOptions([])?.options
  if (!transform || !options) throw new Error(`There is no transform ${transformName}.`)
  const cases = placeCases(fixtures, world).filter(({ fixture }) => fixture.transform === transformName)
  const texts = new Map(
    cases.flatMap((placed) => [...blocksOf(placed, 'before')].map(([file, { text }]) => [file, text] as const)),
  )
  const ordered = new Map(inOrder([...texts.keys()]).map((file) => [file, texts.get(file) ?? '']))
  return transformFiles({ world, texts: ordered, transform, options, filesAt: () => [] })
}
