import { mikroOrm } from '../src/profiles/mikro-orm.ts'
import { testProfileSites } from './profile-sites.ts'

const PREAMBLE = `
import { defineEntity, p, type InferEntity, type MikroORM } from '@mikro-orm/core'
import type { SqlEntityManager } from '@mikro-orm/knex'
const User = defineEntity({ name: 'User', properties: { id: p.integer().primary(), name: p.string(), posts: () => p.oneToMany(Post).mappedBy('user') } })
const Post = defineEntity({ name: 'Post', properties: { id: p.integer().primary(), user: () => p.manyToOne(User).ref() } })
declare const orm: MikroORM
declare const sql: SqlEntityManager
declare const user: InferEntity<typeof User>
declare const post: InferEntity<typeof Post>
const em = orm.em.fork()`

testProfileSites(mikroOrm, {
  entities: {
    preamble: PREAMBLE,
    cases: {
      'em.find(User, { id: 1 })': ['find: call eager read'],
      'em.findOne(User, 1)': ['findOne: call eager read'],
      'em.findOneOrFail(User, 1)': ['findOneOrFail: call eager read'],
      'em.count(User)': ['count: call eager read'],
      "em.populate(user, ['posts'])": ['populate: call eager read'],
      'em.refresh(user)': ['refresh: call eager read'],
      'em.persist(user)': [],
      'em.remove(user)': [],
      "em.create(User, { name: 'a' })": [],
      "em.assign(user, { name: 'b' })": [],
      'em.flush()': ['flush: call eager write'],
      'em.persist(user).flush()': ['flush: call eager write'],
      'em.persistAndFlush(user)': ['persistAndFlush: call eager write'],
      "em.insert(User, { name: 'a' })": ['insert: call eager write'],
      "em.nativeUpdate(User, { id: 1 }, { name: 'b' })": ['nativeUpdate: call eager write'],
      'em.nativeDelete(User, { id: 1 })': ['nativeDelete: call eager write'],
      'em.getRepository(User).findAll()': ['findAll: call eager read'],
      'user.posts.loadItems()': ['loadItems: call eager read'],
      'user.posts.count()': [],
      'post.user.load()': ['load: call eager read'],
      "sql.createQueryBuilder(User, 'u').select('*').where({ id: 1 })": ['where: call lazy read'],
      "sql.qb(User).select('*').limit(3).getResultList()": ['getResultList: call eager read'],
      "sql.qb(User).update({ name: 'b' }).where({ id: 1 })": ['where: call lazy write'],
      "sql.qb(User).insert({ name: 'b' }).execute()": ['execute: call eager write'],
      'sql.qb(User).delete({ id: 1 })': ['delete: call lazy write'],
      "sql.execute('select 1')": ['execute: call eager read'],
      'em.transactional(async (tx) => { await tx.flush() })': [
        'transactional: transaction eager write',
        'flush: call eager write',
      ],
      'em.begin()': ['begin: call eager write'],
      'em.commit()': ['commit: call eager write'],
    },
  },
})
