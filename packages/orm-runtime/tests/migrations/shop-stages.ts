/** A schema as it grows: what each stage changes, and what the command must be told. */
export interface Stage {
  readonly change: string
  readonly models: string
  /** Behind `orm migrate make`. */
  readonly words?: readonly string[]
  /** The operations that the migration must have, in any order. */
  readonly operations: readonly string[]
}

const users = (fields = '', options = '') =>
  `export class User extends Model<User>()('users', { id: auto(), ${fields} }${options && `, ${options}`}) {}\n`
const teams = `export class Team extends Model<Team>()('teams', { id: auto(), name: text(), boss: foreignKey('User', { null: true }) }) {}\n`
const first = "email: text({ unique: true }), age: integer({ null: true }), team: foreignKey('Team', { null: true }),"
const second =
  "mail: text({ unique: true }), years: integer({ default: 7 }), size: choice(['small', 'large'], { databaseDefault: 'small' }), team: foreignKey('Team', { null: true, onDelete: 'cascade' }),"
const third =
  "mail: text({ unique: true }), years: bigint({ databaseDefault: 3n }), size: choice(['small', 'large', 'huge'], { databaseDefault: 'large' }), team: foreignKey('Team', { null: true, onDelete: 'cascade' }),"

export const stages: readonly Stage[] = [
  {
    change: 'tables that refer to each other',
    models: users(first) + teams,
    operations: ["createTable('users')", "createTable('teams')"],
  },
  {
    change: 'renamed columns, one with a foreign key’s rule, a new column, nulls that go',
    models: users(second) + teams,
    words: ['--rename', 'users.email:mail', '--rename', 'users.age:years', '--default', 'users.years=7'],
    operations: [
      "renameColumn('users', 'email', 'mail')",
      "renameColumn('users', 'age', 'years')",
      "addColumn('users', 'size')",
      "alterColumn('users', 'years')",
      "alterColumn('users', 'teamId')",
    ],
  },
  {
    change: 'another type, default and choices; an index, a constraint and a check',
    models:
      users(
        third,
        "{ indexes: [{ fields: ['years', '-mail'] }], constraints: [{ kind: 'unique', name: 'users_pair', fields: ['years', 'team'] }, { kind: 'check', name: 'users_grown', where: new Q({ years__gte: 1n }) }] }",
      ) + teams,
    operations: [
      "alterColumn('users', 'years')",
      "alterColumn('users', 'size')",
      "addIndex('users', 'users__years__mail')",
      "addConstraint('users', 'users_pair')",
      "addConstraint('users', 'users_grown')",
    ],
  },
  {
    change: 'a many-to-many relation, a one-to-one relation and a table without its constraint',
    models:
      users(`${third} badges: manyToMany('Badge'),`, "{ indexes: [{ fields: ['years'], name: 'by_years' }] }") +
      teams +
      "export class Badge extends Model<Badge>()('badges', { id: auto(), title: char({ maxLength: 30 }), owner: oneToOne('User', { null: true }), worth: decimal({ digits: 8, places: 2, databaseDefault: '1.50' }) }) {}\n",
    operations: [
      "createTable('badges')",
      "createTable('users_badges')",
      "dropConstraint('users', 'users_pair')",
      "dropConstraint('users', 'users_grown')",
      "dropIndex('users', 'users__years__mail')",
      "addIndex('users', 'by_years')",
    ],
  },
  {
    change: 'a renamed table, dropped columns and a dropped table',
    models:
      users("mail: text(), size: text({ null: true }), badges: manyToMany('Badge'),").replace("'users'", "'people'") +
      "export class Badge extends Model<Badge>()('badges', { id: auto(), title: char({ maxLength: 40 }), owner: foreignKey('User', { null: true }), worth: decimal({ digits: 9, places: 3 }) }) {}\n",
    words: ['--rename', 'users_badges:people_badges', '--rename', 'users:people'],
    operations: [
      "renameTable('users', 'people')",
      "renameTable('users_badges', 'people_badges')",
      "dropTable('teams')",
      "dropColumn('people', 'teamId')",
      "dropColumn('people', 'years')",
      "alterColumn('people', 'mail')",
      "alterColumn('people', 'size')",
      "alterColumn('badges', 'title')",
      "alterColumn('badges', 'ownerId')",
      "alterColumn('badges', 'worth')",
    ],
  },
]
