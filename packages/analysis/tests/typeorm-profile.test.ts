import { typeorm } from '../src/profiles/typeorm.ts'
import { testProfileSites } from './profile-sites.ts'

const PREAMBLE = `
import { BaseEntity, DataSource, EntitySchema, In, type EntityManager } from 'typeorm'
interface User { id: number; name: string }
const User = new EntitySchema<User>({ name: 'user', columns: { id: { type: Number, primary: true }, name: { type: String } } })
class Post extends BaseEntity { id!: number }
const dataSource = new DataSource({ type: 'postgres', entities: [User] })
const users = dataSource.getRepository(User)
declare const user: User
declare const post: Post
declare const manager: EntityManager
void In`

testProfileSites(typeorm, {
  repositories: {
    preamble: PREAMBLE,
    cases: {
      'users.find()': ['find: call eager read'],
      'users.findBy({ id: In([1]) })': ['findBy: call eager read'],
      'users.findOneBy({ id: 1 })': ['findOneBy: call eager read'],
      'users.findOneOrFail({ where: { id: 1 } })': ['findOneOrFail: call eager read'],
      'users.countBy({ id: 1 })': ['countBy: call eager read'],
      "users.maximum('id')": ['maximum: call eager read'],
      'users.save(user)': ['save: call eager write'],
      'users.insert(user)': ['insert: call eager write'],
      'users.update({ id: 1 }, user)': ['update: call eager write'],
      'users.delete({ id: 1 })': ['delete: call eager write'],
      'users.create(user)': [],
      'users.merge(user, {})': [],
      'users.query("select 1")': ['query: call eager read'],
      "users.createQueryBuilder('u').where('u.id = 1')": [],
      "users.createQueryBuilder('u').where('u.id = 1').getMany()": ['getMany: call eager read'],
      "users.createQueryBuilder('u').getOneOrFail()": ['getOneOrFail: call eager read'],
      "users.createQueryBuilder('u').setLock('pessimistic_write').getOne()": ['getOne: call eager write'],
      'users.createQueryBuilder().insert().values(user).execute()': ['execute: call eager write'],
      "users.createQueryBuilder().update().set(user).where('id = 1').execute()": ['execute: call eager write'],
      'users.createQueryBuilder().softDelete().execute()': ['execute: call eager write'],
      "dataSource.createQueryBuilder().relation(User, 'posts').of(1).add(2)": ['add: call eager write'],
      'dataSource.manager.findOneBy(User, { id: 1 })': ['findOneBy: call eager read'],
      'manager.getRepository(User).save(user)': ['save: call eager write'],
      'dataSource.query(user.name)': ['query: call eager unknown'],
      'dataSource.initialize()': ['initialize: call eager unknown'],
      'Post.findOneBy({ id: 1 })': ['findOneBy: call eager read'],
      'post.save()': ['save: call eager write'],
      'post.reload()': ['reload: call eager read'],
      'dataSource.transaction(async (em) => { await em.save(user) })': [
        'transaction: transaction eager write',
        'save: call eager write',
      ],
      "dataSource.transaction('SERIALIZABLE', async (em) => { await em.getRepository(User).find() })": [
        'transaction: transaction eager write',
        'find: call eager read',
      ],
      'dataSource.createQueryRunner().startTransaction()': ['startTransaction: call eager write'],
    },
  },
})
