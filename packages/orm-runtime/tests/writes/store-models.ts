import {
  auto,
  bigAuto,
  boolean,
  char,
  choice,
  date,
  datetime,
  decimal,
  foreignKey,
  integer,
  json,
  minLength,
  minValue,
  Model,
  text,
  uuid,
  ValidationError,
} from 'orm-runtime'

export class Shelf extends Model<Shelf>()('shelves', { id: auto(), label: char({ maxLength: 20, unique: true }) }) {}

export class Item extends Model<Item>()('items', {
  id: auto(),
  sku: char({ maxLength: 12, unique: true }),
  name: text({ validators: [minLength(2)] }),
  stock: integer({ databaseDefault: 7, validators: [minValue(0)] }),
  price: decimal({ digits: 10, places: 2, default: '1.00' }),
  state: choice(['new', 'used'], { default: 'new' }),
  tags: json<string[]>({ default: () => [] }),
  active: boolean({ default: true }),
  shelf: foreignKey<Shelf>('Shelf', { null: true, onDelete: 'setNull' }),
  createdAt: datetime({ autoNow: 'create' }),
  changedAt: datetime({ autoNow: 'save' }),
}) {
  clean() {
    if (this.name === this.sku) throw new ValidationError('Item', { '*': ['The name is the sku.'] })
  }
}

export class Token extends Model<Token>()('tokens', { id: uuid({ primaryKey: true }), owner: text({ null: true }) }) {}

export class Country extends Model<Country>()('countries', {
  code: char({ maxLength: 2, primaryKey: true }),
  name: text(),
}) {}

export class City extends Model<City>()('cities', {
  id: bigAuto(),
  name: text(),
  country: foreignKey<Country>('Country', { onDelete: 'cascade' }),
  founded: date({ autoNow: 'create' }),
}) {}

export class Counter extends Model<Counter>()('counters', { id: auto() }) {}

export class Seat extends Model<Seat>()(
  'seats',
  { id: auto(), hall: text({ column: 'hall_name' }), number: integer() },
  { constraints: [{ kind: 'unique', name: 'seats__place', fields: ['hall', 'number'] }] },
) {}

export const models = [Shelf, Item, Token, Country, City, Counter, Seat]

/** Deletes all rows. */
export async function emptyStore(): Promise<void> {
  for (const model of [Item, Shelf, Token, City, Country, Counter, Seat]) await model.objects.all().adelete()
}
