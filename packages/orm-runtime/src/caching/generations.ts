import { randomUUID } from 'node:crypto'
import type { CacheStore } from './cache-store.ts'
import { SingleFlight } from './single-flight.ts'

// Rows are stored under names that hold the generation of each table they come from, so a new generation hides all older
// rows at once, for all processes that share the store, and nobody has to list keys.

const begun = new SingleFlight<string>()

/** The generation of a table's rows; one that the store has dropped is begun anew, because older rows may be stale. */
export async function generationOf(store: CacheStore, table: string): Promise<string> {
  const known = await store.get(nameOf(table))
  return typeof known === 'string' ? known : begun.share(store, table, () => begin(store, table))
}

/** Begins a new generation. */
export async function renewGeneration(store: CacheStore, table: string): Promise<void> {
  // Otherwise it could be stored after this one, and bring back what was read before.
  await begun.underWay(store, table)
  await begin(store, table)
}

async function begin(store: CacheStore, table: string): Promise<string> {
  const generation = randomUUID()
  await store.set(nameOf(table), generation)
  return generation
}

function nameOf(table: string): string {
  return `orm:generation:${table}`
}
