import { basename, join } from 'node:path'
import type { Fixture, FixtureCase } from './fixture.ts'
import type { MarkedCode } from './marked-code.ts'
import type { World } from './world.ts'

/** A case, its page, and the folder of its own in the world's program. */
export interface PlacedCase {
  readonly fixture: Fixture
  readonly case: FixtureCase
  readonly id: string
  readonly folder: string
}

export function placeCases(fixtures: readonly Fixture[], world: World): PlacedCase[] {
  return fixtures
    .filter((fixture) => fixture.world === world.name)
    .flatMap((fixture) =>
      fixture.cases.map((fixtureCase) => {
        const page = fixture.file.split('/').slice(-2, -1).concat(basename(fixture.file, '.md')).join('-')
        const id = `${page}-${fixtureCase.slug}`
        return { fixture, case: fixtureCase, id, folder: join(world.folder, id) }
      }),
    )
}

export type Side = 'before' | 'after'

/** The blocks of one side by full file name; a file without an `after` stands as it was before. */
export function blocksOf({ case: { before, after }, folder }: PlacedCase, side: Side): Map<string, MarkedCode> {
  return new Map(
    [...before].map(([name, code]) => [join(folder, name), side === 'after' ? (after.get(name) ?? code) : code]),
  )
}
