import { beforeAll, describe, expect, it } from 'vitest'
import { QuerySet } from 'orm-runtime'
import { onEachDatabase, type TestedDatabase } from './on-each-database.ts'
import { fillLibrary, libraryModels } from './library-models.ts'

/** A queryset and its rows: of instances their keys. Made when the test runs, so that each database gets its own. */
export type Case = readonly [query: () => unknown, rows: unknown]

/** Each case on each database, blocking and awaited. */
export function onLibrary(cases: Readonly<Record<string, Case>>, more?: (database: TestedDatabase) => void): void {
  onEachDatabase({ models: libraryModels }, (database) => {
    beforeAll(fillLibrary)
    describe.each(Object.entries(cases))('%s', (_, [make, rows]) => {
      it('answers in both worlds', async () => {
        expect([...querySet(make())].map(shown)).toEqual(rows)
        expect((await querySet(make())).map(shown)).toEqual(rows)
      })
    })
    more?.(database)
  })
}

function querySet(made: unknown): QuerySet<unknown, never, unknown> {
  if (made instanceof QuerySet) return made as QuerySet<unknown, never, unknown>
  throw new TypeError('A case is a queryset.')
}

/** An instance is shown by its key. */
function shown(row: unknown): unknown {
  return typeof row === 'object' && row !== null && 'save' in row && 'id' in row ? row.id : row
}
