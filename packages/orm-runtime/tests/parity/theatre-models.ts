import {
  AbstractModel,
  auto,
  char,
  choice,
  datetime,
  decimal,
  email,
  F,
  foreignKey,
  integer,
  json,
  managerOf,
  manyToMany,
  minValue,
  Model,
  oneToOne,
  Q,
  QuerySet,
  reverse,
  text,
  uuid,
  ValidationError,
  type FieldsOf,
} from 'orm-runtime'

// What the library lacks: relations of a model to itself and through a model, each onDelete that all databases have,
// abstract models, constraints, validators, defaults of the database, managers of a model's own.

export class Actor extends Model<Actor>()('actors', {
  id: auto(),
  name: char({ maxLength: 40 }),
  admires: manyToMany<Actor>('Actor'),
  admirers: manyToMany<Actor>('Actor', { inverseOf: 'admires' }),
  plays: manyToMany<Play>('Play', { inverseOf: 'cast' }),
  parts: reverse<Part, 'actor'>('Part', 'actor'),
}) {}

export class Play extends Model<Play>()('plays', {
  id: auto(),
  title: char({ maxLength: 40, unique: true }),
  cast: manyToMany<Actor>('Actor', { through: 'Part', throughFields: ['play', 'actor'] }),
  parts: reverse<Part, 'play'>('Part', 'play'),
  tickets: reverse<Ticket, 'play'>('Ticket', 'play'),
}) {}

/** An actor may have several parts in one play. */
export class Part extends Model<Part>()('parts', {
  id: auto(),
  play: foreignKey<Play>('Play', { onDelete: 'cascade' }),
  actor: foreignKey<Actor>('Actor', { onDelete: 'cascade' }),
  understudy: foreignKey<Actor>('Actor', { null: true, onDelete: 'setNull' }),
  lines: integer({ default: 10 }),
}) {}

export class Hall extends Model<Hall>()('halls', { id: auto(), name: text() }) {}

export class Booking extends Model<Booking>()('bookings', {
  id: auto(),
  play: foreignKey<Play>('Play'),
  hall: foreignKey<Hall>('Hall', { null: true, onDelete: 'doNothing' }),
}) {}

class Dated extends AbstractModel(
  { madeAt: datetime({ autoNow: 'create' }), changedAt: datetime({ autoNow: 'save' }), note: text({ default: '' }) },
  { ordering: ['seat'] },
) {
  isFresh(): boolean {
    return this.changedAt.getTime() === this.madeAt.getTime()
  }
}

class TicketQuerySet extends QuerySet<Ticket, FieldsOf<Ticket>> {
  dear() {
    return this.filter({ price__gte: '50.00' })
  }
}

export class Ticket extends Model<Ticket>()(
  'tickets',
  {
    id: uuid({ primaryKey: true }),
    play: foreignKey<Play>('Play', { onDelete: 'cascade' }),
    seat: integer({ validators: [minValue(1)] }),
    price: decimal({ digits: 6, places: 2, databaseDefault: '20.00' }),
    state: choice(['free', 'sold'], { default: 'free' }),
    buyer: char({ maxLength: 60, null: true, validators: [email()] }),
    extras: json<string[]>({ default: () => [] }),
    note: text({ column: 'remark', default: 'none' }),
  },
  {
    bases: [Dated],
    constraints: [
      { kind: 'unique', name: 'tickets__place', fields: ['play', 'seat'] },
      { kind: 'check', name: 'tickets__price', where: Q({ price__gte: '0.00' }) },
      { kind: 'check', name: 'tickets__moments', where: Q({ changedAt__gte: F('madeAt') }) },
    ],
  },
) {
  static override readonly objects = managerOf(this, TicketQuerySet)
  static readonly sold = managerOf(this, TicketQuerySet, (tickets) => tickets.filter({ state: 'sold' }))

  clean() {
    if (this.state === 'sold' && this.buyer === null) throw new ValidationError('Ticket', { '*': ['Who bought it?'] })
  }
}

/** A row of which the key is given, and one that belongs to an actor alone. */
export class Trophy extends Model<Trophy>()('trophies', {
  code: char({ maxLength: 10, primaryKey: true }),
  holder: oneToOne<Actor>('Actor', { null: true, onDelete: 'setNull' }),
}) {}

export const theatreModels = [Actor, Play, Part, Hall, Booking, Ticket, Trophy]
