import { beforeEach, describe, expect, it } from 'vitest'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { fillLibrary } from './library.ts'
import { models } from './models.ts'
import { sections } from './sections.ts'

onEachDatabase({ models }, (database) => {
  beforeEach(async () => {
    await fillLibrary()
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
