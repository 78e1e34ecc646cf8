// Checked by tsc, never executed: what writing and declaring models allow, and after `@ts-expect-error` what they refuse.
import {
  AbstractModel,
  auto,
  boolean,
  char,
  choice,
  datetime,
  decimal,
  email,
  foreignKey,
  integer,
  managerFrom,
  managerOf,
  minLength,
  minValue,
  Model,
  postSave,
  preDelete,
  QuerySet,
  Sum,
  text,
  uuid,
  type FieldsOf,
} from 'orm-runtime'

class Timestamped extends AbstractModel(
  { createdAt: datetime({ autoNow: 'create' }), updatedAt: datetime({ autoNow: 'save' }) },
  { ordering: ['-createdAt'] },
) {
  age(): number {
    return Date.now() - this.createdAt.getTime()
  }
  touch(): void {
    this.save()
  }
}

class Named extends AbstractModel({ name: text({ validators: [minLength(2)] }) }) {
  shout(): string {
    return this.name.toUpperCase()
  }
}

class UserQuerySet extends QuerySet<User, FieldsOf<User>> {
  active() {
    return this.filter({ active: true })
  }
  async countActive(): Promise<number> {
    return this.active().acount()
  }
}

class UserManager extends managerFrom(UserQuerySet) {
  invite(address: string): User {
    return this.create({ email: address, name: address })
  }
}

export class User extends Model<User>()(
  'users',
  {
    id: auto(),
    email: char({ maxLength: 100, unique: true, validators: [email()] }),
    active: boolean({ default: true }),
    role: choice(['admin', 'member'], { default: 'member' }),
    score: integer({ databaseDefault: 0, validators: [minValue(0)] }),
  },
  { bases: [Timestamped, Named], ordering: ['name'] },
) {
  static override readonly objects = new UserManager(this)
  static readonly members = managerOf(this, UserQuerySet, (users) => users.active())

  override shout(): string {
    return `${super.shout()}!`
  }
}

export class Article extends Model<Article>()('articles', {
  id: uuid({ primaryKey: true }),
  price: decimal({ digits: 8, places: 2 }),
  author: foreignKey<User>('User'),
  reviewer: foreignKey<User>('User', { null: true }),
}) {}

const user: User = User.objects.create({ email: 'a@b.c', name: 'A' })
export const created: Date = user.createdAt
export const years: number = user.age()
export const loud: string = user.shout()
export const invited: User = User.objects.invite('x@y.z')
export const actives: UserQuerySet = User.objects.active().filter({ score__gt: 1 }).active().orderBy('-createdAt')
export const many: User[] = User.members.active().toArray()
export const counted: Promise<number> = User.objects.countActive()
export const bulk: User[] = User.objects.bulkCreate([
  { email: 'a', name: 'b' },
  { email: 'c', name: 'd', role: 'admin' },
])
export const again: User[] = User.objects.bulkCreate([new User({ email: 'a', name: 'b' })], { ignoreConflicts: true })
export const [found, isNew]: [User, boolean] = User.objects.getOrCreate(
  { email__iexact: 'a' },
  { email: 'a', name: 'b' },
)
export const upserted: Promise<[User, boolean]> = User.objects.aupdateOrCreate(
  { email: 'a' },
  { score: 2 },
  { createDefaults: { name: 'A' }, signal: AbortSignal.timeout(5) },
)
export const changed: number = User.objects.active().update({ score: Sum('score'), active: false })
export const written: Promise<void> = user.asave({ updateFields: ['email', 'score'], signal: AbortSignal.timeout(5) })
export const gone: number = user.delete()
export const articles: number = Article.objects.bulkUpdate(Article.objects.toArray(), ['price', 'author', 'reviewerId'])
export const article: Article = new Article({ price: '1.00', authorId: 1 })
postSave.connect(({ instance, created: isCreated }) => [instance.email, isCreated], { sender: User })
preDelete.connect(async ({ instance }) => instance.asave(), { sender: Article })
postSave.connect(({ instance }) => [instance])

// @ts-expect-error a missing value
User.objects.bulkCreate([{ email: 'a' }])
// @ts-expect-error a value that is no choice
User.objects.create({ email: 'a', name: 'b', role: 'guest' })
// @ts-expect-error a value of another type
User.objects.bulkCreate([{ email: 'a', name: 1 }])
// @ts-expect-error an unknown column among the options
User.objects.bulkCreate([], { updateConflicts: true, uniqueFields: ['mail'], updateFields: ['name'] })
// @ts-expect-error an unknown option
User.objects.bulkCreate([], { ignoreConflict: true })
// @ts-expect-error an unknown column
User.objects.bulkUpdate([user], ['mail'])
// @ts-expect-error instances of another model
User.objects.bulkUpdate([article], ['email'])
// @ts-expect-error an unknown lookup
User.objects.getOrCreate({ mail: 'a' })
// @ts-expect-error a default of another type
User.objects.getOrCreate({ email: 'a' }, { score: 'high' })
// @ts-expect-error a default that is no column
User.objects.updateOrCreate({ email: 'a' }, { points: 1 })
// @ts-expect-error a value of another type
User.objects.all().update({ score: 'high' })
// @ts-expect-error null where the column has none
User.objects.all().update({ email: null })
// @ts-expect-error an unknown column
user.save({ updateFields: ['mail'] })
// @ts-expect-error an unknown option
user.save({ force: true })
// @ts-expect-error an unknown column
user.refreshFromDb(['mail'])
// @ts-expect-error an unknown column
user.fullClean({ exclude: ['mail'] })
// @ts-expect-error a method that no queryset has
User.objects.inactive()
// @ts-expect-error a method of the manager, not of its querysets
User.objects.active().invite('x')
// @ts-expect-error a field of the base that is not there
user.deletedAt = new Date()
// @ts-expect-error a receiver of another model's instances
postSave.connect(({ instance }) => instance.price, { sender: User })
// @ts-expect-error a validator of another type
text({ validators: [minValue(3)] })
// @ts-expect-error a default of another type
integer({ databaseDefault: 'one' })
// @ts-expect-error the length of a char has to be given
char({ unique: true })
// @ts-expect-error a value for a moment of another type
new User({ email: 'a', name: 'b', createdAt: '2026-01-01' })
// @ts-expect-error a required relation
new Article({ price: '1.00' })
// @ts-expect-error a name that instances need for themselves
export class Saved extends Model<Saved>()('saved', { id: auto(), save: text() }) {}
