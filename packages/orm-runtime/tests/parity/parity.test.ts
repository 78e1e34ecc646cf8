import { beforeEach, describe, expect, it } from 'vitest'
import { sqlite } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { fillLibrary } from './library.ts'
import { models } from './models.ts'
import { sections } from './sections.ts'
import { fillTheatre } from './theatre.ts'
import { theatreModels } from './theatre-models.ts'

const all = [...models, ...theatreModels]

onEachDatabase({ models: all, databases: { archive: sqlite(':memory:') } }, (database) => {
  let isFilled = false

  // A proof that wrote nothing leaves the rows as they are. Proofs do not empty the query log.
  beforeEach(async () => {
    const wrote = database.queries.some(({ effect }) => effect === 'write')
    if (!isFilled || wrote) {
      await fillLibrary()
      await fillTheatre()
    }
    isFilled = true
    database.queries.length = 0
  })

  describe.each(sections)('$title', ({ rows }) => {
    it.each(rows.filter(({ prove }) => prove))('$name', async ({ prove }) => {
      await prove?.(database)
    })
  })
})

it('has each behaviour once', () => {
  for (const { title, rows } of sections) {
    const names = rows.map(({ name }) => name)
    expect(new Set(names).size, title).toBe(names.length)
  }
})
