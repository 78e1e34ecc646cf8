import { auto, boolean, foreignKey, integer, manyToMany, Model, oneToOne, reverse, reverseOne, text } from 'orm-runtime'

export class Team extends Model<Team>()('teams', {
  id: auto(),
  name: text(),
  members: reverse<Author, 'team'>('Author', 'team'),
}) {}

export class Author extends Model<Author>()('authors', {
  id: auto(),
  name: text(),
  team: foreignKey<Team>('Team', { null: true, onDelete: 'setNull' }),
  mentor: foreignKey<Author>('Author', { null: true, onDelete: 'setNull' }),
  pupils: reverse<Author, 'mentor'>('Author', 'mentor'),
  profile: reverseOne<Profile>('Profile', 'author'),
  posts: reverse<Post, 'author'>('Post', 'author'),
  comments: reverse<Comment>('Comment', 'author'),
  follows: manyToMany<Author>('Author'),
  followers: manyToMany<Author>('Author', { inverseOf: 'follows' }),
  read: manyToMany<Post>('Post', { inverseOf: 'readers' }),
}) {}

export class Profile extends Model<Profile>()('profiles', {
  id: auto(),
  bio: text({ null: true }),
  author: oneToOne<Author>('Author', { onDelete: 'cascade' }),
}) {}

export class Post extends Model<Post>()(
  'posts',
  {
    id: auto(),
    title: text(),
    stars: integer({ default: 0 }),
    author: foreignKey<Author>('Author', { onDelete: 'cascade' }),
    comments: reverse<Comment, 'post'>('Comment', 'post'),
    tags: manyToMany<Tag>('Tag'),
    readers: manyToMany<Author>('Author', { through: 'Reading' }),
    readings: reverse<Reading, 'post'>('Reading', 'post'),
  },
  { ordering: ['id'] },
) {}

export class Comment extends Model<Comment>()(
  'comments',
  {
    id: auto(),
    text: text({ null: true }),
    approved: boolean({ default: true }),
    post: foreignKey<Post>('Post', { onDelete: 'cascade' }),
    author: foreignKey<Author>('Author', { null: true, onDelete: 'setNull' }),
  },
  { ordering: ['id'] },
) {}

export class Tag extends Model<Tag>()(
  'tags',
  { id: auto(), name: text({ unique: true }), posts: manyToMany<Post>('Post', { inverseOf: 'tags' }) },
  { ordering: ['name'] },
) {}

/** A pair of post and reader may stand here more than once. */
export class Reading extends Model<Reading>()('readings', {
  id: auto(),
  post: foreignKey<Post>('Post', { onDelete: 'cascade' }),
  author: foreignKey<Author>('Author', { onDelete: 'cascade' }),
  minutes: integer({ default: 1 }),
}) {}

export const models = [Team, Author, Profile, Post, Comment, Tag, Reading]
