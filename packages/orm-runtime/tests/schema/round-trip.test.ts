import { describe, expect, test } from 'vitest'
import {
  auto,
  bigint,
  binary,
  boolean,
  char,
  choice,
  createTables,
  date,
  datetime,
  decimal,
  dropTables,
  duration,
  float,
  foreignKey,
  integer,
  introspect,
  json,
  manyToMany,
  Model,
  oneToOne,
  Q,
  text,
  time,
  uuid,
  type TableDefinition,
} from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'

class Thing extends Model<Thing>()(
  'things',
  {
    id: auto(),
    aBigint: bigint({ databaseDefault: 5n }),
    aBinary: binary({ null: true }),
    aBoolean: boolean({ databaseDefault: true }),
    aChar: char({ maxLength: 7, databaseDefault: "it's" }),
    aChoice: choice(['one', "t'wo"], { databaseDefault: 'one' }),
    aDate: date(),
    aDatetime: datetime(),
    aDecimal: decimal({ digits: 6, places: 2 }),
    aDuration: duration(),
    aFloat: float({ databaseDefault: 1.5 }),
    aJson: json(),
    aTime: time(),
    aUuid: uuid(),
    anInteger: integer({ databaseDefault: -3 }),
    aText: text({ unique: true }),
    next: foreignKey<Thing>('Thing', { null: true, onDelete: 'setNull' }),
    owner: foreignKey<Owner>('Owner', { onDelete: 'cascade' }),
  },
  {
    indexes: [{ fields: ['-anInteger', 'aDate'], name: 'things_newest' }],
    constraints: [
      { kind: 'unique', name: 'things_pair', fields: ['anInteger', 'owner'] },
      { kind: 'check', name: 'things_positive', where: Q({ aDuration__gte: 0 }) },
    ],
  },
) {}

class Owner extends Model<Owner>()('owners', {
  id: auto(),
  best: oneToOne<Thing>('Thing', { null: true, onDelete: 'doNothing' }),
  things: manyToMany<Thing>('Thing'),
}) {}

/** The kinds that a database does not tell from others, and what they are found as. */
const lost = {
  sqlite: {
    aBigint: 'integer',
    aBoolean: 'integer',
    aChar: 'text',
    aChoice: 'text',
    aDate: 'text',
    aDatetime: 'text',
    aDecimal: 'integer',
    aDuration: 'integer',
    aJson: 'text',
    aTime: 'text',
    aUuid: 'text',
  },
  postgres: { aDuration: 'bigint', anInteger: 'bigint' },
  mariadb: { aDuration: 'bigint', anInteger: 'bigint' },
} as const

const kinds: Readonly<Record<string, string>> = {
  ...{ id: 'auto', aBigint: 'bigint', aBinary: 'binary', aBoolean: 'boolean', aChar: 'char', aChoice: 'char' },
  ...{ aDate: 'date', aDatetime: 'datetime', aDecimal: 'decimal', aDuration: 'duration', aFloat: 'float' },
  ...{ aJson: 'json', aTime: 'time', aUuid: 'uuid', anInteger: 'integer', aText: 'text' },
  ...{ nextId: 'integer', ownerId: 'integer' },
}

onEachDatabase({ models: [Thing, Owner] }, (database) => {
  describe('what createTables makes is found again', () => {
    let tables: readonly TableDefinition[]
    const table = async () => {
      tables = await introspect()
      return tables.find(({ name }) => name === 'things')!
    }

    test('its columns, as exactly as the database tells', async () => {
      const { columns } = await table()
      const found = Object.fromEntries(columns.map(({ name, type }) => [name, type.kind]))
      expect(found).toEqual({ ...kinds, ...lost[database.name] })
      expect(tables.map(({ name }) => name)).toEqual(['owners', 'owners_things', 'things'])
      if (database.name === 'sqlite') return
      const typed = (name: string) => columns.find((one) => one.name === name)?.type
      expect(typed('aChar')).toMatchObject({ maxLength: 7 })
      expect(typed('aDecimal')).toMatchObject({ digits: 6, places: 2 })
    })

    test('nulls, keys, defaults, unique columns and choices', async () => {
      const { columns } = await table()
      expect(columns.filter((one) => one.null).map(({ name }) => name)).toEqual(['aBinary', 'nextId'])
      expect(columns.filter((one) => one.primaryKey).map(({ name }) => name)).toEqual(['id'])
      expect(columns.filter((one) => one.unique).map(({ name }) => name)).toEqual(['aText'])
      expect(columns.find(({ name }) => name === 'aChoice')?.choices).toEqual(['one', "t'wo"])
      const isSqlite = database.name === 'sqlite'
      const literal = (value: unknown) => ({ kind: 'literal', value })
      expect(Object.fromEntries(columns.filter((one) => one.default).map((one) => [one.name, one.default]))).toEqual({
        aBigint: literal(isSqlite ? 5 : 5n),
        aBoolean: literal(isSqlite ? 1 : true),
        aChar: literal("it's"),
        aChoice: literal('one'),
        aFloat: literal(1.5),
        anInteger: literal(isSqlite ? -3 : -3n),
      })
    })

    test('foreign keys with what deleting does', async () => {
      const { columns } = await table()
      const references = columns.flatMap((one) => (one.references ? [[one.name, one.references]] : []))
      expect(Object.fromEntries(references)).toEqual({
        nextId: { table: 'things', column: 'id', onDelete: 'setNull' },
        ownerId: { table: 'owners', column: 'id', onDelete: 'cascade' },
      })
      const owners = tables.find(({ name }) => name === 'owners')
      expect(owners?.columns.find(({ name }) => name === 'bestId')).toMatchObject({
        unique: true,
        references: { onDelete: 'doNothing' },
      })
    })

    test('indexes and constraints', async () => {
      const { indexes, constraints } = await table()
      expect(indexes).toEqual([
        { name: 'things__nextId', columns: [{ name: 'nextId', descending: false }], unique: false },
        { name: 'things__ownerId', columns: [{ name: 'ownerId', descending: false }], unique: false },
        {
          name: 'things_newest',
          columns: [
            { name: 'anInteger', descending: true },
            { name: 'aDate', descending: false },
          ],
          unique: false,
        },
      ])
      const [pair, positive] = constraints
      expect(pair).toEqual({ kind: 'unique', name: 'things_pair', columns: ['anInteger', 'ownerId'] })
      expect(positive).toMatchObject({ kind: 'check', name: 'things_positive' })
      expect(positive).toHaveProperty('where', expect.stringMatching(/aDuration.* >= \(?'?0/))
    })
  })

  test('dropTables drops tables that refer to each other, and createTables makes them again', async () => {
    await dropTables()
    expect(await introspect()).toEqual([])
    await dropTables()
    await createTables()
    expect(await introspect()).toHaveLength(3)
  })
})
