import {
  AbstractModel,
  auto,
  boolean,
  char,
  choice,
  datetime,
  foreignKey,
  integer,
  managerFrom,
  managerOf,
  Model,
  Q,
  QuerySet,
  text,
  type FieldsOf,
} from 'orm-runtime'

export class Timestamped extends AbstractModel(
  { createdAt: datetime({ autoNow: 'create' }), changedAt: datetime({ autoNow: 'save' }) },
  { ordering: ['-createdAt'], indexes: [{ fields: ['createdAt'] }] },
) {
  get age(): number {
    return this.changedAt.getTime() - this.createdAt.getTime()
  }
  describe(): string {
    return 'timestamped'
  }
}

class Removable extends AbstractModel(
  { removed: boolean({ default: false }), rank: integer({ default: 1 }) },
  { constraints: [{ kind: 'check', name: 'rank', where: Q({ rank__gte: 0 }) }] },
) {
  remove(): void {
    this.removed = true
    this.save()
  }
  async aremove(): Promise<void> {
    this.removed = true
    await this.asave()
  }
  describe(): string {
    return 'removable'
  }
}

export class BookQuerySet extends QuerySet<Book, FieldsOf<Book>> {
  present() {
    return this.filter({ removed: false })
  }
  titled(title: string) {
    return this.filter({ title })
  }
  async titles(): Promise<string[]> {
    return (await this.orderBy('title')).map(({ title }) => title)
  }
}

export class BookManager extends managerFrom(BookQuerySet) {
  announce(title: string): Promise<Book> {
    return this.acreate({ title, isbn: title })
  }
}

export class Book extends Model<Book>()(
  'books',
  {
    id: auto(),
    title: text(),
    isbn: char({ maxLength: 20 }),
    kind: choice(['novel', 'poetry'], { default: 'novel' }),
    pages: integer({ default: 100, index: true }),
  },
  {
    bases: [Timestamped, Removable],
    ordering: ['title'],
    indexes: [{ fields: ['title', '-pages'], name: 'books__by_title' }],
    constraints: [
      { kind: 'unique', name: 'books__isbn', fields: ['isbn', 'kind'] },
      {
        kind: 'unique',
        name: 'books__title_present',
        fields: ['title'],
        where: Q({ removed: false, kind__in: ['novel'] }),
      },
      { kind: 'check', name: 'books__pages', where: Q({ pages__gt: 0 }).and(Q({ title: "Bobby's" }).not()) },
    ],
  },
) {
  static override readonly objects = new BookManager(this)
  static readonly present = managerOf(this, BookQuerySet, (books) => books.present())
}

export class Reader extends Model<Reader>()('readers', { id: auto(), name: text() }) {}

export class Loan extends Model<Loan>()('loans', {
  id: auto(),
  cascading: foreignKey<Reader>('Reader', { null: true, onDelete: 'cascade' }),
  restricting: foreignKey<Reader>('Reader', { null: true }),
  nulling: foreignKey<Reader>('Reader', { null: true, onDelete: 'setNull' }),
  nothing: foreignKey<Reader>('Reader', { null: true, onDelete: 'doNothing' }),
}) {}

export const models = [Book, Reader, Loan]
