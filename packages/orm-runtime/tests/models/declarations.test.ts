import { expect, it } from 'vitest'
import {
  auto,
  close,
  connect,
  createTables,
  foreignKey,
  F,
  integer,
  Model,
  Now,
  Q,
  sqlite,
  text,
  datetime,
} from 'orm-runtime'

/** `Model` as a JavaScript program uses it. */
const Declared = Model as unknown as () => (table: string, fields: object, options?: object) => new () => object

/** Declarations that can't be, and what they say: the class is made, connected, and its table created. */
const refused: Record<string, [make: () => object, message: string]> = {
  'an index of an unknown column': [
    () => class A extends Declared()('a', { id: auto() }, { indexes: [{ fields: ['-x'] }] }) {},
    "has no column 'x' for an index. Its columns: id.",
  ],
  'a unique constraint of an unknown column': [
    () => {
      const constraint = { kind: 'unique', name: 'u', fields: ['x'] } as const
      return class A extends Declared()('a', { id: auto() }, { constraints: [constraint] }) {}
    },
    "has no column 'x' for the constraint 'u'.",
  ],
  'a check that follows a relation': [
    () => {
      const constraint = { kind: 'check', name: 'c', where: Q({ parent__n__gt: 1 }) } as const
      const fields = { id: auto(), n: integer(), parent: foreignKey<object>('A', { null: true }) }
      return class A extends Declared()('a', fields, { constraints: [constraint] }) {}
    },
    'A condition in the table of A speaks of the row itself, not of related rows.',
  ],
  'a check of an unknown column': [
    () => {
      const constraint = { kind: 'check', name: 'c', where: Q({ x: 1 }) } as const
      return class A extends Declared()('a', { id: auto() }, { constraints: [constraint] }) {}
    },
    "A has no field 'x'. Its fields: id.",
  ],
  'a default of the database that is an expression': [
    () => class A extends Declared()('a', { id: auto(), n: integer({ databaseDefault: F('id') }) }) {},
    'The databaseDefault of A.n is a value, or Now()',
  ],
  'a field named as a method': [
    () => Declared()('a', { id: auto(), fullClean: text() }),
    'A model may not have a field `fullClean`',
  ],
  'a field named __proto__': [
    () =>
      Declared()(
        'a',
        JSON.parse('{"id": {"kind": "auto", "primaryKey": true}, "__proto__": {"kind": "text"}}') as object,
      ),
    'A model may not have a field `__proto__`',
  ],
  'two primary keys': [
    () => class A extends Declared()('a', { id: auto(), code: text({ primaryKey: true }) }) {},
    'Model A has 2 primary keys',
  ],
}

it.each(Object.entries(refused))('refuses %s', async (_name, [make, message]) => {
  const declare = async () => {
    const model = make() as never
    await connect({ default: sqlite(':memory:'), models: [model] })
    await createTables()
  }
  try {
    await expect(declare()).rejects.toThrow(message)
  } finally {
    await close()
  }
})

it('lets the database give moments, text, truth and decimals by default', async () => {
  class Defaults extends Model<Defaults>()('defaults', {
    id: auto(),
    at: datetime({ databaseDefault: Now() }),
    then_: text({ databaseDefault: "it's" }),
    maybe: text({ null: true, databaseDefault: 'given' }),
  }) {}
  await connect({ default: sqlite(':memory:'), models: [Defaults] })
  try {
    await createTables()
    const row = await Defaults.objects.acreate({})
    expect(row).toMatchObject({ then_: "it's", maybe: 'given' })
    expect(Math.abs(row.at.getTime() - Date.now())).toBeLessThan(60_000)
    expect((await Defaults.objects.acreate({ maybe: null })).maybe).toBe(null)
  } finally {
    await close()
  }
})
