import {
  DataTypes,
  Op,
  Sequelize,
  type CreationOptional,
  type DataType,
  type InferAttributes,
  type InferCreationAttributes,
  type Model,
  type NonAttribute,
} from 'sequelize'
import { LIST_AFTER, LIST_LENGTH, NESTED_LENGTH, type Contestant } from '../contestant.ts'

interface User extends Stored<User> {
  id: CreationOptional<number>
  email: string
  name: string
  active: boolean
  createdAt: Date
}

interface Post extends Stored<Post> {
  id: CreationOptional<number>
  title: string
  body: string
  authorId: number
  createdAt: Date
  author: NonAttribute<User>
  comments: NonAttribute<Comment[]>
}

interface Comment extends Stored<Comment> {
  id: CreationOptional<number>
  body: string
  postId: number
  authorId: number
}

type Stored<M extends Model> = Model<InferAttributes<M>, InferCreationAttributes<M>>

export function open(url: string): Contestant {
  // The pool of the others has 10 connections by default, this one 5.
  const sequelize = new Sequelize(url, { logging: false, pool: { max: 10 } })
  const { users, posts, comments } = models(sequelize)
  return {
    get: (id) => users.findByPk(id, { rejectOnEmpty: true }),
    list: () => posts.findAll({ where: { id: { [Op.gt]: LIST_AFTER } }, order: ['id'], limit: LIST_LENGTH }),
    nested: () =>
      posts.findAll({
        include: [
          { model: users, as: 'author' },
          { model: comments, as: 'comments', separate: true, order: ['id'] },
        ],
        order: ['id'],
        limit: NESTED_LENGTH,
      }),
    insertMany: (rows) => comments.bulkCreate([...rows]),
    close: () => sequelize.close(),
  }
}

function models(sequelize: Sequelize) {
  // It writes into the definitions, so that none can be shared between columns.
  const id = () => ({ type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true })
  const column = (type: DataType) => ({ type, allowNull: false })
  const { BOOLEAN, DATE, INTEGER, TEXT } = DataTypes
  const users = sequelize.define<User>(
    'user',
    { id: id(), email: column(TEXT), name: column(TEXT), active: column(BOOLEAN), createdAt: column(DATE(3)) },
    { timestamps: false },
  )
  const posts = sequelize.define<Post>(
    'post',
    { id: id(), title: column(TEXT), body: column(TEXT), authorId: column(INTEGER), createdAt: column(DATE(3)) },
    { timestamps: false },
  )
  const comments = sequelize.define<Comment>(
    'comment',
    { id: id(), body: column(TEXT), postId: column(INTEGER), authorId: column(INTEGER) },
    { timestamps: false },
  )
  posts.belongsTo(users, { as: 'author', foreignKey: 'authorId' })
  posts.hasMany(comments, { as: 'comments', foreignKey: 'postId' })
  return { users, posts, comments }
}
