import { expect, test } from 'vitest'
import type { TableDefinition } from 'orm-runtime'
import { newProject } from './project.ts'
import { stages } from './shop-stages.ts'
import { forEachDialect } from './tested-dialects.ts'

forEachDialect((dialect) => {
  test('a schema that grows: each migration leads to the models, rolls back and applies again', async () => {
    const project = await newProject(dialect)
    const reached: (readonly TableDefinition[])[] = []
    for (const [index, { change, models, words = [], operations }] of stages.entries()) {
      await project.models(models)
      const made = await project.done('migrate', 'make', ...words)
      for (const operation of operations) expect(made, change).toContain(operation)
      await project.done('migrate', 'apply')
      reached.push(await project.tables())
      // Each process costs its start: two stages between them have all that there is.
      if (index === 2 || index === stages.length - 1) expect(reached[index], change).toEqual(await madeAtOnce(models))
      if (index === 0) await fill()
    }
    expect(await project.migrations()).toHaveLength(stages.length)
    const rows = await project.sql('select mail, size from people order by id')
    expect(rows).toEqual([
      ['ada@x.org', 'small'],
      ['bob@x.org', 'small'],
    ])
    for (let left = stages.length - 1; left > 0; left--) {
      await project.done('migrate', 'rollback')
      expect(await project.tables(), `rolled back to ${left}`).toEqual(reached[left - 1])
    }
    await project.done('migrate', 'rollback', 'zero')
    expect(await project.tables()).toEqual([])
    await project.done('migrate', 'apply')
    expect(await project.tables()).toEqual(reached.at(-1))

    async function fill() {
      const name = (column: string) => (dialect.name === 'mariadb' ? column : `"${column}"`)
      await project.sql("insert into teams (id, name) values (1, 'red')")
      await project.sql(`insert into users (id, email, age, ${name('teamId')}) values (1, 'ada@x.org', 36, 1)`)
      await project.sql("insert into users (id, email) values (2, 'bob@x.org')")
    }
  }, 240_000)

  /** What one migration makes of the models. */
  async function madeAtOnce(models: string) {
    const project = await newProject(dialect)
    await project.models(models)
    await project.done('migrate', 'make')
    await project.done('migrate', 'apply')
    return project.tables()
  }
})
