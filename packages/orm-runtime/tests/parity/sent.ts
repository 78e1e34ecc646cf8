import type { QueryEvent } from 'orm-runtime'
import type { TestedDatabase } from '../behaviour/on-each-database.ts'

/** The statements that a piece of work sends, in order. */
export async function sent(database: TestedDatabase, work: () => unknown): Promise<readonly QueryEvent[]> {
  const before = database.queries.length
  await work()
  return database.queries.slice(before)
}

/** Their first words: `['begin', 'insert', 'commit']`. */
export async function wordsSent(database: TestedDatabase, work: () => unknown): Promise<readonly string[]> {
  return (await sent(database, work)).map(({ sql }) => sql.split(' ')[0]?.toLowerCase() ?? '')
}
