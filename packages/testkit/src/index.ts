export { checkWorld, type CaseOutcome } from './check-world.ts'
export type { Fixture, FixtureCase } from './fixture.ts'
export { readFixtures } from './read-fixtures.ts'
export { loadWorld } from './world.ts'
