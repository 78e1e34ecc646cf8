export { parseFixture, type Fixture, type FixtureCase } from './fixture.ts'
export { FixtureError } from './fixture-error.ts'
export { readFixtures } from './read-fixtures.ts'
export type { MarkedCode, Marker } from './marked-code.ts'
